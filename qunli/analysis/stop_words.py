"""Words that say nothing about what people talk about, in English and Chinese chats, and those that name no product though
they have a capital."""

from __future__ import annotations

# fmt: off
ENGLISH = frozenset("""
a able about above actually after again against ago ah all almost already also although always am an and another any
anybody anyone anything anyway are aren't around as ask at away back bad basically be because been before being believe
below best better between big bit both but by bye came can can't cannot case cause come comes could couldn't course
day days did didn't different do does doesn't doing don't done down during each either else end enough especially etc
even ever every everybody everyone everything exactly far feel few find fine first for found from full further gave
get gets getting give given gives go goes going gone gonna good got gotta great guess guys had hadn't haha hahaha happen
has hasn't have haven't having he he's hello help hence her here here's hers hey hi him himself his hmm honestly hope
how how's however i i'd i'll i'm i've if in indeed inside instead into is isn't it it'd it'll it's its itself just keep
kind kinda knew know known knows last lately later least left less let let's like little lol long look looking looks
lot lots made make makes making many matter may maybe me mean means might mine more morning most mostly much must my
myself near need needs neither never new next nice night no nobody none nope nor not nothing now of off often oh ok okay
old omg on once one ones only or other others our ours out over own part people perhaps place please point possible
pretty probably put quite rather re really right said same saw say saying says see seem seemed seems seen sent several
shall she she's should shouldn't since so some somebody someone something sometimes soon sorry sort still stuff such
sure take taken takes tell than thank thanks that that's the their theirs them themselves then there there's therefore
these they they'd they'll they're they've thing things think this those though thought through thus time times to
today together told tomorrow tonight too took totally tried true try trying two under unless until up upon us use used
uses using usually very via want wanted wants was wasn't way we we'd we'll we're we've week well went were weren't what
what's whatever when where where's whether which while who who's whole whom whose why will with within without won't
wonder wont work working works would wouldn't yeah year years yep yes yesterday yet you you'd you'll you're you've your
yours yourself www http https com org net html img png jpg gif amp nbsp im ive dont doesnt didnt cant isnt thats youre
""".split())

CHINESE = frozenset("""
一下 一个 一些 一会 一会儿 一定 一样 一点 一直 一般 一起 上面 下面 不会 不到 不够 不太 不好 不对 不得 不想 不懂 不是 不用 不知 不知道 不能
不行 不要 不过 且 两个 个人 中 为 为了 为什么 主要 之前 之后 也 也就是 也是 也有 也许 了 了解 二 互相 什么 什么样 今天 今年 介于 他 他们
以 以前 以及 以后 以为 任何 任何人 会 会不会 但 但是 你 你们 你好 使 使用 俺 俺们 做 像 儿 元 先 光 全部 其他 其实 其中 其它 再 再说
出来 到 到底 刚 刚刚 刚才 别 别人 前 前面 加 千万 半 却 去 又 及 反正 发 发现 受 变成 另 另外 只 只有 只是 只能 只要 叫 可 可以 可是
可能 各 各位 合适 同 同样 后 后来 后面 向 吗 吧 听 吵 呀 呃 呢 呵呵 和 咋 咋办 咱 咱们 哈 哈哈 哈哈哈 哈哈哈哈 哎 哎呀 哦 哪 哪些 哪个
哪儿 哪里 唉 啊 啥 啦 喂 嗯 嗯嗯 嘛 嘿嘿 因为 在 地 多 多少 够 大 大家 大概 太 女 好 好像 好吧 好多 好好 好的 如 如何 如果 孩子 它 它们
完 完全 定 实在 害 对 对吧 对的 将 小 就 就是 就是说 就行 尤其 差不多 已 已经 带 帮 平时 并 并且 应该 当 当时 当然 很 很多 得 微信 心 必须 快
忘 怎么 怎么办 怎么样 怎样 总 总是 总之 您 想 感觉 愿意 慢慢 我 我们 或 或者 所以 所有 才 打 把 找 拿 按 挺 换 据 收 改 放 整个 新 方面 无
时 时候 时间 明天 明白 昨天 是 是不是 是吧 是否 是的 晚上 更 最 最后 最好 最近 月 有 有些 有人 有时 有时候 有没有 有点 有点儿 服 本 本来 条
来 来说 来着 某 样子 根本 楼上 次 正 正在 正常 此 死 每 每个 每天 比 比如 比较 没 没事 没人 没有 没法 没问题 点 然后 牛 现在 用 由 甚至 男
的 的话 直接 看 看到 看看 真 真是 真的 着 知道 确实 祝 离 种 突然 第一 等 等等 简单 算 管 类似 给 继续 绝对 继而 群主 老 老是 而 而且 肯定 能 能不能
自 自己 至少 虽然 行 被 要 要不 要是 要求 觉得 认为 让 记得 许多 说 说是 请 请问 谁 谢 谢谢 走 起来 超 越 越来越 跟 路 较 还 还是 还有
还没 这 这么 这个 这些 这儿 这是 这样 这种 这边 这里 进 进来 连 那 那个 那么 那些 那儿 那是 那样 那种 那边 那里 都 都是 配 里 里面 非常 靠 顺便
马上 麻烦 点赞 图片 表情 视频 语音 撤回 消息
""".split())

NO_NAMES = frozenset("""
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december english chinese german french spanish italian russian japanese korean europe european
america american asia asian africa african india indian china uk usa eu christmas easter god internet ok okay lol omg
imo imho fwiw iirc afaik afaict btw fyi tldr tbh idk wip todo fixme asap faq eta etc aka ping cc pr prs ci cd api apis
abi abis url urls http https json xml html pdf csv png gif jpg svg zip ram cpu cpus gpu gpus os ui ux id ids rfc rfcs
am pm gmt utc est pst cet dm dms afk brb lgtm nit tl dr ii iii iv vs hi hello hey yes no thanks thank please sorry oh
ah hmm note edit update cli gc jit vm aot ffi ir oom null pc gh readme sdk ide ssh tls ssl dns ai ml sql rpc tcp udp utf
trace debug info warn error finished
""".split())
# fmt: on
