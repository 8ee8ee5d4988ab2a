"""The domain by which a company is known, out of what sources give as its website. Pure."""

import re

_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?/+|(?:https?|mailto):", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_END = re.compile(r"[/?#\\]")
_PORT = re.compile(r":\d*$")
_SAME_SITE = re.compile(r"(?:www\d?|m)\.(?=[^.]+\.)")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})")
_NO_TOP_LEVEL = ("local", "localhost", "localdomain", "internal", "invalid", "lan")

# Where many companies and people have a page, an address or a short link. None is known by it.
_SHARED = frozenset(
    """
    linkedin.com lnkd.in facebook.com fb.com fb.me twitter.com x.com t.co instagram.com youtube.com youtu.be tiktok.com
    pinterest.com reddit.com threads.net bsky.app xing.com vk.com weibo.com wa.me t.me telegram.me discord.gg
    github.com github.io gitlab.com gitlab.io bitbucket.org medium.com substack.com wordpress.com blogspot.com
    tumblr.com wixsite.com weebly.com jimdofree.com jimdosite.com webnode.page square.site squarespace.com
    godaddysites.com webflow.io framer.website notion.site notion.so carrd.co linktr.ee about.me bio.link strikingly.com
    netlify.app vercel.app pages.dev workers.dev web.app firebaseapp.com herokuapp.com azurewebsites.net
    amazonaws.com cloudfront.net myshopify.com sites.google.com docs.google.com drive.google.com forms.gle
    play.google.com apps.apple.com itunes.apple.com goo.gl bit.ly tinyurl.com ow.ly buff.ly calendly.com
    crunchbase.com angel.co wellfound.com glassdoor.com indeed.com zoominfo.com
    wikipedia.org wikidata.org business.site
    gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de live.com msn.com yahoo.com
    yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.fr yahoo.de ymail.com rocketmail.com icloud.com me.com mac.com aol.com
    gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.com mail.ru bk.ru inbox.ru list.ru yandex.ru
    yandex.com rambler.ru qq.com 163.com 126.com sina.com foxmail.com naver.com hanmail.net daum.net protonmail.com
    proton.me pm.me tutanota.com tuta.io fastmail.com hey.com zohomail.com rediffmail.com libero.it virgilio.it
    tiscali.it orange.fr wanadoo.fr free.fr laposte.net sfr.fr bluewin.ch telenet.be skynet.be ziggo.nl kpnmail.nl
    btinternet.com comcast.net verizon.net sbcglobal.net bellsouth.net cox.net charter.net uol.com.br bol.com.br
    terra.com.br wp.pl o2.pl seznam.cz abv.bg
    """.split()
)


def company_domain(value: str) -> str:
    """ "acme.co.uk" of "https://www.ACME.co.uk/about?x"; IDNs in their ASCII form ("xn--…"). Other sub-domains stay.

    "" for what is no company's own: social networks, site builders, mail providers, IP addresses, names without a dot.
    """
    text = _INVISIBLE.sub("", value[:2_000]).strip()
    text = _SCHEME.sub("", text, count=1) if _SCHEME.match(text) else text
    host = _END.split(text, maxsplit=1)[0].rpartition("@")[2]
    host = _ascii(_PORT.sub("", host).strip().strip("."))
    while found := _SAME_SITE.match(host):
        host = host[found.end() :]
    if len(host) > 253 or not _DOMAIN.fullmatch(host) or host.endswith(tuple(f".{top}" for top in _NO_TOP_LEVEL)):
        return ""
    labels = host.split(".")
    shared = any(".".join(labels[start:]) in _SHARED for start in range(len(labels) - 1))
    return "" if shared else host


def typed_domain(text: str) -> str:
    """The domain that somebody typed where a name might stand, too; "" for a name, as several words always are."""
    return company_domain(text) if "." in text and " " not in text.strip() else ""


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    if len(host) > 253:  # the codec takes n² steps
        return ""
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return ""
