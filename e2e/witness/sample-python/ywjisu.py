"""ywjisu, by the words of its document, 码号状态极速检测 API 接口规范, section 1.2.

The document has no Python, so there is nothing to repair.
"""

import hashlib
import json
import time
import urllib.parse
import urllib.request

from protocol import serve


def heard(call):
    timestamp = str(int(time.time()))
    token = hashlib.md5((call["account"] + call["secret"] + timestamp).encode()).hexdigest()
    form = urllib.parse.urlencode({
        "code": call["account"],
        "pwd": call["password"],
        "mobiles": call["numbers"],
        "timestamp": timestamp,
        "token": token,
    }).encode()
    with urllib.request.urlopen(call["url"], form) as answer:
        text = answer.read().decode()
        body = json.loads(text)
        return {
            "httpStatus": answer.status,
            "body": text,
            "code": body["resultCode"],
            "statuses": [row["status"] for row in body["resultObj"] or []],
        }


serve("no SDK: plain Python, urllib", heard)
