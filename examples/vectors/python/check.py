"""Signs as the providers document it, and holds the signer to every vector.

    python3 check.py aliyun.json ksyun.json ywjisu.json
"""

import base64
import hashlib
import hmac
import json
import sys
from datetime import datetime
from urllib.parse import quote, urlsplit


def escape(text):
    return quote(text, safe="-_.~")


def pairs(params):
    return [escape(name) + "=" + escape(value) for name, value in sorted(params.items())]


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def mac(key, text, digest="sha256"):
    return hmac.new(key, text.encode(), digest).digest()


def aliyun_v1(given):
    params = given["params"] | {
        "AccessKeyId": given["access_key_id"], "SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0",
        "SignatureNonce": given["nonce"], "Timestamp": given["now"],
    }
    if "security_token" in given:
        params["SecurityToken"] = given["security_token"]
    to_sign = given["method"] + "&%2F&" + escape("&".join(pairs(params)))
    signature = base64.b64encode(mac((given["secret"] + "&").encode(), to_sign, "sha1")).decode()
    place = "query" if given["method"] == "GET" else "form"
    return to_sign, signature, {place: pairs(params) + ["Signature=" + escape(signature)]}, None


def aliyun_v3(given):
    headers = {
        "host": urlsplit(given["url"]).netloc, "x-acs-action": given["action"], "x-acs-version": given["version"],
        "x-acs-date": given["now"], "x-acs-signature-nonce": given["nonce"], "x-acs-content-sha256": sha256(""),
    }
    if "security_token" in given:
        headers |= {"x-acs-accesskey-id": given["access_key_id"], "x-acs-security-token": given["security_token"]}
    query = pairs(given["params"])
    canonical, signed, lines = canonical_request(given["method"], "&".join(query), headers, sha256(""))
    to_sign = "ACS3-HMAC-SHA256\n" + sha256(canonical)
    signature = mac(given["secret"].encode(), to_sign).hex()
    authorization = f"ACS3-HMAC-SHA256 Credential={given['access_key_id']},SignedHeaders={signed},Signature={signature}"
    wire = {"query": query, "headers": lines + ["authorization: " + authorization], "body": ""}
    return to_sign, signature, wire, canonical


def ksyun_v1(given):
    params = given["params"] | {
        "Accesskey": given["access_key_id"], "Service": "cpn", "SignatureMethod": "HMAC-SHA256",
        "SignatureVersion": "1.0", "Timestamp": given["now"],
    }
    if "region" in given:
        params["Region"] = given["region"]
    to_sign = "&".join(pairs(params))
    signature = mac(given["secret"].encode(), to_sign).hex()
    return to_sign, signature, {"form": pairs(params) + ["Signature=" + signature]}, None


def ksyun_aws4(given):
    date = given["now"].replace("-", "").replace(":", "")
    body = "&".join(pairs(given["params"]))
    headers = {
        "accept": "application/json", "content-type": "application/x-www-form-urlencoded",
        "host": urlsplit(given["url"]).netloc, "x-amz-date": date,
    }
    canonical, signed, lines = canonical_request("POST", "", headers, sha256(body))
    scope = [date[:8], given["region"], "cpn", "aws4_request"]
    to_sign = "\n".join(["AWS4-HMAC-SHA256", date, "/".join(scope), sha256(canonical)])
    key = ("AWS4" + given["secret"]).encode()
    for part in scope:
        key = mac(key, part)
    signature = mac(key, to_sign).hex()
    authorization = (f"AWS4-HMAC-SHA256 Credential={given['access_key_id']}/{'/'.join(scope)}, "
                     f"SignedHeaders={signed}, Signature={signature}")
    return to_sign, signature, {"headers": lines + ["authorization: " + authorization], "body": body}, canonical


def canonical_request(method, query, headers, body_hash):
    names = sorted(headers)
    lines = "".join(f"{name}:{headers[name]}\n" for name in names)
    signed = ";".join(names)
    return "\n".join([method, "/", query, lines, signed, body_hash]), signed, [f"{n}: {headers[n]}" for n in names]


def ywjisu_token(given):
    timestamp = str(int(datetime.fromisoformat(given["now"]).timestamp()))
    to_sign = given["code"] + given["secret"] + timestamp
    token = hashlib.md5(to_sign.encode()).hexdigest()
    form = {"code": given["code"], "pwd": given["pwd"], "mobiles": given["mobiles"], "timestamp": timestamp, "token": token}
    return to_sign, token, {"form": pairs(form)}, None


SIGNERS = {
    "aliyun v1": aliyun_v1, "aliyun v3": aliyun_v3,
    "ksyun v1": ksyun_v1, "ksyun aws4": ksyun_aws4, "ywjisu token": ywjisu_token,
}


def main(files):
    checked = failed = 0
    for name in files:
        with open(name, encoding="utf-8") as file:
            document = json.load(file)
        assert document["format"] == 1, f"{name} has format {document['format']}: this program knows 1"
        for vector in document["vectors"]:
            to_sign, signature, wire, canonical = SIGNERS[f"{document['provider']} {vector['scheme']}"](vector["given"])
            made = {"canonical_request": canonical, "string_to_sign": to_sign, "signature": signature, "wire": wire}
            wrong = [part for part in made if made[part] != vector.get(part)]
            wrong += ["mistake: " + m["mistake"] for m in vector["must_not"] if m["signature"] == signature]
            print("not ok" if wrong else "ok", document["provider"], vector["name"], *wrong, sep=" ")
            checked, failed = checked + 1, failed + bool(wrong)
    print(f"{checked} vectors, {failed} failed")
    return 1 if failed or not checked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
