package witness;

import com.aliyuncs.CommonRequest;
import com.aliyuncs.CommonResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.reader.ReaderFactory;
import com.aliyuncs.transform.UnmarshallerContext;

/** getCommonResponse: what callers without a product's generated client use. */
final class CommonWay implements OldCore.Way {
    @Override
    public void call(DefaultAcsClient client, Case asked, Seen seen) throws ClientException {
        CommonRequest request = new CommonRequest();
        request.setSysMethod(MethodType.POST);
        request.setSysProtocol(ProtocolType.HTTP);
        request.setSysDomain(asked.endpoint);
        request.setSysProduct("Dytnsapi");
        request.setSysVersion("2020-02-17");
        request.setSysAction(asked.operation);
        request.setSysAccept(OldCore.format(asked));
        asked.parameters().forEach(request::putQueryParameter);
        OldCore.answered(read(client.getCommonResponse(request)), seen);
    }

    /** The common way hands over text only; the core's reader for its content type takes it apart. */
    @SuppressWarnings("deprecation") // the core still reads every answer with it, and offers callers no other
    private static StatusResponse read(CommonResponse answer) throws ClientException {
        UnmarshallerContext context = new UnmarshallerContext();
        context.setHttpResponse(answer.getHttpResponse());
        context.setResponseMap(ReaderFactory.createInstance(answer.getHttpResponse().getHttpContentType())
                .read(answer.getData(), StatusResponse.ROOT));
        return new StatusResponse().getInstance(context);
    }
}
