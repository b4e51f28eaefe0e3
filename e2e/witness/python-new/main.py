"""describe_phone_number_status through alibabacloud-dytnsapi20200217, which
signs V3 unless its signature_algorithm says otherwise."""

import sys
from xml.etree import ElementTree

from alibabacloud_dytnsapi20200217 import models
from alibabacloud_dytnsapi20200217.client import Client
from alibabacloud_tea_openapi import models as core
from alibabacloud_tea_util.models import RuntimeOptions
from Tea.exceptions import TeaException

from protocol import class_of, loaded, serve


def ask(case):
    call = call_xml if case["format"] == "XML" else call_typed
    try:
        return {"ok": True, **call(client(case), case)}
    except TeaException as error:
        return {"ok": False, "errorType": class_of(error), **told(error)}
    except Exception as error:
        return {"ok": False, "errorType": class_of(error), "message": str(error)}


def client(case):
    config = core.Config(
        access_key_id=case["accessKeyId"],
        access_key_secret=case["accessKeySecret"],
        security_token=case["securityToken"] or None,
        endpoint=case["endpoint"],
        protocol="http",
        signature_algorithm=sys.argv[1] or None,
    )
    if case["retry"] and hasattr(config, "retry_options"):
        config.retry_options = retry_options()
    return Client(config)


def retry_options():
    # Only the 0.4 core has these, and it no longer looks at autoretry.
    from darabonba.policy.retry import RetryOptions

    backoff = {"policy": "Fixed", "period": 10}
    server = {"maxAttempts": 3, "exception": ["ServerException"], "backoff": backoff}
    return RetryOptions({"retryable": True, "retryCondition": [server]})


def runtime(case):
    return RuntimeOptions(autoretry=True, max_attempts=3) if case["retry"] else RuntimeOptions()


def call_typed(dytns, case):
    request = models.DescribePhoneNumberStatusRequest(phone_number=case["phoneNumber"])
    body = dytns.describe_phone_number_status_with_options(request, runtime(case)).body
    seen = {"code": body.code, "message": body.message, "requestId": body.request_id}
    phone = body.phone_status
    if phone is not None:
        seen.update(status=phone.status, carrier=phone.carrier, serialId=phone.serial_id)
    return seen


def call_xml(dytns, case):
    # The typed method always reads JSON; call_api below it takes a header, and
    # for V1 a Format over its own, and hands the text over.
    params = core.Params(
        action="DescribePhoneNumberStatus", version="2020-02-17", protocol="HTTP",
        pathname="/", method="POST", auth_type="AK", style="RPC",
        req_body_type="formData", body_type="string",
    )
    query = {"PhoneNumber": case["phoneNumber"]}
    if sys.argv[1] == "v2":
        query["Format"] = "XML"
    request = core.OpenApiRequest(headers={"accept": "application/xml"}, query=query)
    answer = dytns.call_api(params, request, runtime(case))
    root = ElementTree.fromstring(answer["body"])
    return {
        "httpStatus": answer["statusCode"],
        "status": root.findtext("PhoneStatus/Status"),
        "carrier": root.findtext("PhoneStatus/Carrier"),
        "serialId": root.findtext("PhoneStatus/SerialId"),
        "requestId": root.findtext("RequestId"),
        "code": root.findtext("Code"),
    }


def told(error):
    """What the exception's own fields say; data is the decoded answer."""
    data = error.data or {}
    return {
        "errorCode": error.code,
        "httpStatus": getattr(error, "statusCode", 0),
        "message": error.message,
        "requestId": data.get("RequestId", ""),
        "hostId": data.get("HostId", ""),
        "recommend": data.get("Recommend", ""),
    }


serve(loaded("alibabacloud-dytnsapi20200217", "alibabacloud-tea-openapi"), ask)
