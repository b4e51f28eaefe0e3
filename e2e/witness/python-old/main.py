"""DescribePhoneNumberStatus through aliyun-python-sdk-core, which signs V1."""

import json
import warnings
from xml.etree import ElementTree

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.auth.credentials import StsTokenCredential
from aliyunsdkcore.client import AcsClient
from aliyunsdkdytnsapi.request.v20200217.DescribePhoneNumberStatusRequest import (
    DescribePhoneNumberStatusRequest,
)

from protocol import class_of, loaded, serve


def ask(case):
    request = DescribePhoneNumberStatusRequest()
    request.set_endpoint(case["endpoint"])
    request.set_PhoneNumber(case["phoneNumber"])
    call = call_xml if case["format"] == "XML" else call_json
    try:
        return {"ok": True, **call(client(case), request)}
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


def client(case):
    settings = {"ak": case["accessKeyId"], "secret": case["accessKeySecret"]}
    if case["securityToken"]:
        token = StsTokenCredential(
            case["accessKeyId"], case["accessKeySecret"], case["securityToken"]
        )
        settings = {"credential": token}
    if case["retry"]:
        settings.update(auto_retry=True, max_retry_time=3)
    return AcsClient(region_id="cn-hangzhou", **settings)


def call_json(acs, request):
    body = json.loads(acs.do_action_with_exception(request))
    phone = body.get("PhoneStatus", {})
    return {
        "status": phone.get("Status"),
        "carrier": phone.get("Carrier"),
        "serialId": phone.get("SerialId"),
        "requestId": body["RequestId"],
        "code": body["Code"],
        "message": body["Message"],
    }


def call_xml(acs, request):
    # do_action_with_exception overwrites the format with JSON; the deprecated
    # calls are the only ones that leave it alone, and they raise no server error.
    request.set_accept_format("XML")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        http_status, _, body = acs.get_response(request)
    root = ElementTree.fromstring(body)
    return {
        "ok": http_status == 200,
        "httpStatus": http_status,
        "status": root.findtext("PhoneStatus/Status"),
        "carrier": root.findtext("PhoneStatus/Carrier"),
        "serialId": root.findtext("PhoneStatus/SerialId"),
        "requestId": root.findtext("RequestId"),
        "code": root.findtext("Code"),
    }


serve(loaded("aliyun-python-sdk-dytnsapi", "aliyun-python-sdk-core"), ask)
