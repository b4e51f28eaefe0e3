"""cpn through CommonClient of Kingsoft Cloud's official SDK, which has no
client for this service. It signs AWS4-HMAC-SHA256. Repairs: none."""

import json
from importlib.metadata import version
from urllib.parse import urlsplit

from ksyun.common.common_client import CommonClient
from ksyun.common.credential import Credential
from ksyun.common.exception.ksyun_sdk_exception import KsyunSDKException
from ksyun.common.profile.client_profile import ClientProfile
from ksyun.common.profile.http_profile import HttpProfile

from protocol import class_of, serve


def heard(call):
    params = {call["field"]: call["numbers"]}
    if call["dryRun"]:
        params["DryRun"] = call["dryRun"]
    try:
        text = client(call).call(call["action"], params)
    except KsyunSDKException as error:
        return {"errorType": class_of(error), "code": error.get_code(), "body": error.get_message()}
    return {"body": text, "statuses": statuses(json.loads(text))}


def client(call):
    url = urlsplit(call["url"])
    credential = Credential(call["account"], call["secret"], call["token"] or None)
    profile = ClientProfile(httpProfile=HttpProfile(protocol=url.scheme, endpoint=url.netloc))
    return CommonClient("cpn", "2019-05-01", credential, "cn-beijing-6", profile)


def statuses(body):
    if "Result" in body:
        return [str(body["Result"]["PhoneStatus"])]
    return [row["CheckStatus"] for row in body.get("Data", [body])]


serve(f"kingsoftcloud-sdk-python {version('kingsoftcloud-sdk-python')}", heard)
