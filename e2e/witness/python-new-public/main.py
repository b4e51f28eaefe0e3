"""phone_number_status_for_public through the newest alibabacloud-dytnsapi20200217,
which signs V3."""

from alibabacloud_dytnsapi20200217 import models
from alibabacloud_dytnsapi20200217.client import Client
from alibabacloud_tea_openapi import utils_models as core
from darabonba.exceptions import DaraException

from protocol import class_of, loaded, serve


def ask(case):
    request = models.PhoneNumberStatusForPublicRequest(
        auth_code=case["authCode"], input_number=case["phoneNumber"], mask=case["mask"]
    )
    try:
        answer = client(case).phone_number_status_for_public(request)
        return {"ok": True, "httpStatus": answer.status_code, **answered(answer.body)}
    except DaraException as error:
        return {"ok": False, "errorType": class_of(error), **told(error)}
    except Exception as error:
        return {"ok": False, "errorType": class_of(error), "message": str(error)}


def client(case):
    return Client(
        core.Config(
            access_key_id=case["accessKeyId"],
            access_key_secret=case["accessKeySecret"],
            endpoint=case["endpoint"],
            protocol="http",
        )
    )


def answered(body):
    seen = {"code": body.code, "message": body.message, "requestId": body.request_id}
    if body.data is not None:
        seen.update(status=body.data.status, carrier=body.data.carrier)
    return seen


def told(error):
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
