"""Word lists of our own making, Chinese and English, by category. A community adds to them and takes from them.

Words stand here as `unmask.squeezed_words` makes them: no spaces, no capitals, simplified characters. Short English
words that occur inside other words are left out or longer forms are given: matching is on text without gaps. English
words of `WHOLE` must stand alone.
"""

from __future__ import annotations

UNLAWFUL: dict[str, str] = {
    "gambling": (
        "博彩 网赌 菠菜平台 菠菜网 赌博平台 在线赌场 真人百家乐 百家乐平台 六合彩 时时彩 北京赛车 体育投注 足球外围 外围盘口 "
        "老虎机平台 赌球 赌场代理 彩票内幕 必中特码 一码中特 澳门新葡京 澳门赌场 棋牌代理 盘口招商 刷流水返水 首充送彩金 彩金领取 "
        "onlinecasino sportsbetting casinobonus freespinsbonus"
    ),
    "pornography": (
        "黄播 裸聊 约炮 一夜情上门 上门服务小姐 外围女 援交 卖淫 嫖娼 招嫖 色情直播 成人视频免费看 无码av 看片加 激情视频聊天 "
        "福利姬 原味丝袜出售 楼凤 全套服务 包夜 学生妹上门 同城约 快餐上门 儿童色情 幼女资源 萝莉资源出售 迷奸水 催情药 听话水 "
        "escortservice nudecams childporn"
    ),
    "drugs": (
        "冰毒 海洛因 大麻出售 出售大麻 k粉出售 摇头丸 麻古 笑气批发 笑气配送 邮票lsd 依托咪酯 上头电子烟 迷药 "
        "蒙汗药 麻黄碱 制毒 毒品货到付款 methforsale cocaineforsale buyweedonline"
    ),
    "fraud": (
        "刷单兼职 刷单返佣 刷单日结 点赞日结 动动手指日赚 跑分平台 跑分日结 收银行卡四件套 银行卡四件套 四件套出售 出售实名卡 洗钱 黑u "
        "料商 吃料 盗刷 信用卡套现 花呗套现 套现秒到 征信洗白 无视黑白秒放款 无视征信放款 网贷强开 杀猪盘 资金盘 "
        "空气币拉盘 稳赚不赔 保本高收益 内幕消息带单 导师带单 跟单稳赚 杀猪 虚假认证 高薪缅北 "
        "guaranteedreturns doubleyourbitcoin cardingforum clonedcards"
    ),
    "weapons": (
        "枪支出售 出售枪支 仿真枪出售 气枪配件 弩箭出售 军用弩 弩批发 雷管 炸药配方 制作炸弹 管制刀具批发 "
        "gunsforsale buyglockonline bombrecipe"
    ),
    "forgery": (
        "办证刻章 代办假证 假证制作 办假证 办理毕业证 学历证办理 代办学历 代开发票 发票代开 出售发票 假币 高仿人民币 驾照买分 "
        "替考 代考包过 出售公民信息 查开房记录 查个人信息 手机定位找人 人肉查档 身份证出售 fakepassport fakediploma counterfeitmoney"
    ),
}
CATEGORIES = tuple(UNLAWFUL)
ABUSE = (
    "傻逼 傻b 煞笔 沙比 傻x 傻叉 脑残 弱智 智障 白痴 废物东西 狗东西 贱人 贱货 婊子 臭婊 绿茶婊 妈的智障 草泥马 操你妈 操你 艹你妈 "
    "cnm nmsl 你妈死了 死全家 全家死 去死吧 滚犊子 王八蛋 狗娘养 狗杂种 杂种 畜生 人渣 垃圾人 败类 蠢猪 猪脑子 恶心的东西 "
    "尼哥 黑鬼 阿三滚 支那 小日本鬼子 棒子滚 死基佬 死人妖 娘炮滚 女拳 国蝻 蝈蝻 母狗 龟男 死肥猪 乡巴佬滚 "
    "fuckyou motherfucker sonofabitch pieceofshit killyourself gofuckyourself dumbass"
)
ABUSE_WHOLE = frozenset("asshole bitch cunt retard retarded faggot nigger kys moron scumbag whore slut bastard".split())
ADVERTISING: dict[str, float] = {
    **dict.fromkeys(
        "招代理 诚招代理 代理加盟 加盟热线 招商加盟 免费领取 限时优惠 限时特价 特价促销 全网最低 厂家直销 一件代发 支持货到付款 "
        "扫码进群 扫码领取 加微信领 加我微信 加我领取 加v领取 私信领取 私聊领取 私聊下单 下单私 咨询客服 联系客服 客服微信 有需要私 有需要的私 "
        "需要的加 需要联系 需要私聊 有意者 欢迎咨询 欢迎来电 详情咨询 详情私聊 点击链接 点击领取 复制打开 优惠券领取 红包领取 "
        "引流 涨粉 刷粉 代刷 群发软件 群发代发 代发广告 广告投放 频道推广 互推 拉人 上粉 工作室直招 日结工资 日赚 月入过万 "
        "月入上万 轻松赚钱 在家赚钱 手机兼职 兼职招聘 副业 躺赚 提现秒到 高佣金 高返 佣金日结 贷款秒批 低息贷款 办卡代还 养卡 "
        "机场节点出售 账号出售 出售账号 低价出 批发价 一手货源 微商货源 高仿 a货 精仿 莆田鞋 代购正品 祖传秘方 减肥产品 丰胸 增高药 壮阳".split(),
        2.0,
    ),
    **dict.fromkeys(
        "正品保证 包邮 秒杀 团购价 新品上市 清仓 甩卖 折扣 优惠 招聘 兼职 代理 承接 低价 货源 回收 出租 转让 收购 推广 "
        "diskdiscount limitedoffer buynow ordernow clickhere subscribenow freetrial promocode couponcode dmme joinmychannel "
        "workfromhome earnmoney passiveincome makemoneyonline investnow cryptosignals forexsignals getfollowers cheapfollowers "
        "claimyourprize youhavewon freegift specialoffer actnow".split(),
        1.0,
    ),
}
IDLE = frozenset(
    "哈哈 哈哈哈 呵呵 嘿嘿 嗯 嗯嗯 哦 哦哦 噢 啊 额 呃 好 好的 好吧 行 行吧 对 对的 是 是的 早 早安 早上好 午安 晚安 晚上好 你好 大家好 "
    "在吗 有人吗 冒泡 路过 打卡 签到 顶 沙发 赞 厉害 牛 牛逼 牛批 真的吗 收到 谢谢 谢了 多谢 拜拜 再见 无聊 000 0 00 xswl yyds awsl "
    "hi hey hello ok okay okk k lol lmao haha hahaha thx thanks ty yes yep no nope gm gn goodmorning goodnight "
    "cool nice wow bump first same".split()
)
"""Skeletons that say nothing by themselves."""
