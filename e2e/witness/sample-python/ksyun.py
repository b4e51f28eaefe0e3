"""Kingsoft Cloud, signed with the Python of its document, 号码百科 openAPI.

sign is the document's own, for Python 2.7. Repairs, for Python 3:

 1. urllib.quote is urllib.parse.quote.
 2. hmac.new takes bytes, so key and text are encoded.
 3. What it prints goes to stderr.

The document has no Python that sends; that is urllib here.
"""

import datetime
import hashlib
import hmac
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

from protocol import class_of, serve


def sign(params, secret_key):
    str_encode = ''
    param_keys = sorted(params.keys())
    for key in param_keys:
        str_encode += urllib.parse.quote(key,'~') + '=' + urllib.parse.quote(str(params[key]),'~') + '&'
    print(str_encode[:-1], file=sys.stderr)
    return hmac.new(secret_key.encode(), str_encode[:-1].encode(), hashlib.sha256).hexdigest()


def heard(call):
    now = datetime.datetime.now(datetime.timezone.utc)
    params = {
        call["field"]: call["numbers"],
        "Action": call["action"],
        "Version": "2019-05-01",
        "SignatureVersion": "1.0",
        "SignatureMethod": "HMAC-SHA256",
        "Timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Service": "cpn",
        "Accesskey": call["account"],
    }
    if call["token"]:
        params["SecurityToken"] = call["token"]
    if call["dryRun"]:
        params["DryRun"] = call["dryRun"]
    params["Signature"] = sign(params, call["secret"])
    form = urllib.parse.urlencode(params).encode()
    try:
        with urllib.request.urlopen(call["url"], form) as answer:
            return told(answer)
    except urllib.error.HTTPError as error:
        return {**told(error), "errorType": class_of(error)}


def told(answer):
    text = answer.read().decode()
    body = json.loads(text)
    return {"httpStatus": answer.status, "body": text, **read(body)}


def read(body):
    if "Error" in body:
        return {"code": body["Error"]["Code"]}
    if "Result" in body:
        return {"statuses": [str(body["Result"]["PhoneStatus"])]}
    return {"statuses": [row["CheckStatus"] for row in body.get("Data", [body])]}


serve("no SDK: the document's sign in Python, urllib", heard)
