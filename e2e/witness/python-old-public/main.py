"""PhoneNumberStatusForPublic through aliyun-python-sdk-core, which signs V1."""

import json

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkdytnsapi.request.v20200217.PhoneNumberStatusForPublicRequest import (
    PhoneNumberStatusForPublicRequest,
)

from protocol import class_of, loaded, serve


def ask(case):
    request = PhoneNumberStatusForPublicRequest()
    request.set_endpoint(case["endpoint"])
    request.set_AuthCode(case["authCode"])
    request.set_InputNumber(case["phoneNumber"])
    request.set_Mask(case["mask"])
    client = AcsClient(
        ak=case["accessKeyId"], secret=case["accessKeySecret"], region_id="cn-hangzhou"
    )
    try:
        return {"ok": True, **answered(json.loads(client.do_action_with_exception(request)))}
    except ServerException as error:
        return {
            "ok": False,
            "errorType": class_of(error),
            "errorCode": error.get_error_code(),
            "httpStatus": error.get_http_status(),
            "message": error.get_error_msg(),
            "requestId": error.get_request_id(),
        }
    except Exception as error:
        return {"ok": False, "errorType": class_of(error), "message": str(error)}


def answered(body):
    data = body.get("Data", {})
    return {
        "status": data.get("Status"),
        "carrier": data.get("Carrier"),
        "serialId": data.get("SerialId"),
        "requestId": body["RequestId"],
        "code": body["Code"],
        "message": body["Message"],
    }


serve(loaded("aliyun-python-sdk-dytnsapi", "aliyun-python-sdk-core"), ask)
