package witness;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.regions.ProductDomain;

/** getAcsResponse: what the generated product clients call. */
final class TypedWay implements OldCore.Way {
    @Override
    public void call(DefaultAcsClient client, Case asked, Seen seen) throws ClientException {
        StatusRequest request = new StatusRequest(asked);
        // A product domain keeps the core from asking the location service over the network.
        request.setSysProductDomain(new ProductDomain("Dytnsapi", asked.endpoint));
        request.setSysProtocol(ProtocolType.HTTP);
        request.setSysAcceptFormat(OldCore.format(asked));
        OldCore.answered(client.getAcsResponse(request), seen);
    }
}
