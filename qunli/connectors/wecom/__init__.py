"""WeCom (企业微信): customer groups, as far as its API lets a program: https://developer.work.weixin.qq.com/document"""

from qunli.connectors.wecom.connector import PLATFORM

__all__ = ["PLATFORM"]
