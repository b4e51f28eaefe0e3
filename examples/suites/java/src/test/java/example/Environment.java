package example;

import com.aliyun.teaopenapi.models.Config;

/** Where the suite asks, and as whom. */
final class Environment {
    static Config aliyun() {
        return new Config()
                .setEndpoint(System.getenv("NUMSIM_ALIYUN_HOST"))
                .setProtocol("http")
                .setAccessKeyId(System.getenv("NUMSIM_ALIYUN_ACCESS_KEY_ID"))
                .setAccessKeySecret(System.getenv("NUMSIM_ALIYUN_ACCESS_KEY_SECRET"));
    }

    private Environment() {}
}
