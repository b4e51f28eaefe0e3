import com.google.gson.Gson;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as the providers document it, and holds the signer to every vector.
 *
 * <pre>java -cp 'lib/*' Check.java aliyun.json ksyun.json ywjisu.json</pre>
 */
public final class Check {
    private static final class Document {
        int format;
        String provider;
        List<Vector> vectors;
    }

    private static final class Vector {
        String name, scheme, canonical_request, string_to_sign, signature;
        Given given;
        Wire wire;
        List<Mistake> must_not;
    }

    private static final class Given {
        String method, url, access_key_id, secret, security_token, now, nonce, action, version, region, code, pwd, mobiles;
        Map<String, String> params;
    }

    private record Wire(List<String> query, List<String> form, List<String> headers, String body) {}

    private record Mistake(String mistake, String signature) {}

    /** What a signer made of what was given. */
    private record Made(String canonical, String toSign, String signature, Wire wire) {}

    private record Canonical(String text, String signed, List<String> lines) {}

    private static final Map<String, Function<Given, Made>> SIGNERS = Map.of(
            "aliyun v1", Check::aliyunV1, "aliyun v3", Check::aliyunV3,
            "ksyun v1", Check::ksyunV1, "ksyun aws4", Check::ksyunAWS4, "ywjisu token", Check::ywjisuToken);

    public static void main(String[] files) throws Exception {
        int checked = 0;
        int failed = 0;
        for (String name : files) {
            Document document = new Gson().fromJson(Files.readString(Path.of(name)), Document.class);
            if (document.format != 1) {
                throw new IllegalArgumentException(name + " has format " + document.format + ": this program knows 1");
            }
            for (Vector vector : document.vectors) {
                Made made = SIGNERS.get(document.provider + " " + vector.scheme).apply(vector.given);
                List<String> words = new ArrayList<>(List.of("ok", document.provider, vector.name));
                words.addAll(differences(vector, made));
                if (words.size() > 3) {
                    words.set(0, "not ok");
                    failed++;
                }
                checked++;
                System.out.println(String.join(" ", words));
            }
        }
        System.out.println(checked + " vectors, " + failed + " failed");
        System.exit(failed > 0 || checked == 0 ? 1 : 0);
    }

    private static List<String> differences(Vector vector, Made made) {
        List<String> wrong = new ArrayList<>();
        compare(wrong, "canonical_request", vector.canonical_request, made.canonical);
        compare(wrong, "string_to_sign", vector.string_to_sign, made.toSign);
        compare(wrong, "signature", vector.signature, made.signature);
        compare(wrong, "wire", vector.wire, made.wire);
        for (Mistake not : vector.must_not) {
            if (not.signature.equals(made.signature)) {
                wrong.add("mistake: " + not.mistake);
            }
        }
        return wrong;
    }

    private static void compare(List<String> wrong, String part, Object want, Object got) {
        if (!Objects.equals(want, got)) {
            wrong.add(part);
        }
    }

    private static Made aliyunV1(Given given) {
        Map<String, String> params = new TreeMap<>(given.params);
        params.putAll(Map.of("AccessKeyId", given.access_key_id, "SignatureMethod", "HMAC-SHA1", "SignatureVersion", "1.0",
                "SignatureNonce", given.nonce, "Timestamp", given.now));
        if (given.security_token != null) {
            params.put("SecurityToken", given.security_token);
        }
        String toSign = given.method + "&%2F&" + escape(String.join("&", pairs(params)));
        String signature = Base64.getEncoder().encodeToString(mac("HmacSHA1", bytes(given.secret + "&"), toSign));
        List<String> sent = pairs(params);
        sent.add("Signature=" + escape(signature));
        return given.method.equals("GET")
                ? new Made(null, toSign, signature, new Wire(sent, null, null, null))
                : new Made(null, toSign, signature, new Wire(null, sent, null, null));
    }

    private static Made aliyunV3(Given given) {
        Map<String, String> headers = new TreeMap<>(Map.of("host", URI.create(given.url).getHost(),
                "x-acs-action", given.action, "x-acs-version", given.version, "x-acs-date", given.now,
                "x-acs-signature-nonce", given.nonce, "x-acs-content-sha256", sha256("")));
        if (given.security_token != null) {
            headers.put("x-acs-accesskey-id", given.access_key_id);
            headers.put("x-acs-security-token", given.security_token);
        }
        List<String> query = pairs(given.params);
        Canonical canonical = canonical(given.method, String.join("&", query), headers, "");
        String toSign = "ACS3-HMAC-SHA256\n" + sha256(canonical.text);
        String signature = hex(mac("HmacSHA256", bytes(given.secret), toSign));
        canonical.lines.add("authorization: ACS3-HMAC-SHA256 Credential=" + given.access_key_id
                + ",SignedHeaders=" + canonical.signed + ",Signature=" + signature);
        return new Made(canonical.text, toSign, signature, new Wire(query, null, canonical.lines, ""));
    }

    private static Made ksyunV1(Given given) {
        Map<String, String> params = new TreeMap<>(given.params);
        params.putAll(Map.of("Accesskey", given.access_key_id, "Service", "cpn", "SignatureMethod", "HMAC-SHA256",
                "SignatureVersion", "1.0", "Timestamp", given.now));
        if (given.region != null) {
            params.put("Region", given.region);
        }
        String toSign = String.join("&", pairs(params));
        String signature = hex(mac("HmacSHA256", bytes(given.secret), toSign));
        List<String> sent = pairs(params);
        sent.add("Signature=" + signature);
        return new Made(null, toSign, signature, new Wire(null, sent, null, null));
    }

    private static Made ksyunAWS4(Given given) {
        String date = given.now.replaceAll("[-:]", "");
        String body = String.join("&", pairs(given.params));
        Map<String, String> headers = Map.of("accept", "application/json", "content-type",
                "application/x-www-form-urlencoded", "host", URI.create(given.url).getHost(), "x-amz-date", date);
        Canonical canonical = canonical("POST", "", headers, body);
        List<String> scope = List.of(date.substring(0, 8), given.region, "cpn", "aws4_request");
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", date, String.join("/", scope), sha256(canonical.text));
        byte[] key = bytes("AWS4" + given.secret);
        for (String part : scope) {
            key = mac("HmacSHA256", key, part);
        }
        String signature = hex(mac("HmacSHA256", key, toSign));
        canonical.lines.add("authorization: AWS4-HMAC-SHA256 Credential=" + given.access_key_id + "/"
                + String.join("/", scope) + ", SignedHeaders=" + canonical.signed + ", Signature=" + signature);
        return new Made(canonical.text, toSign, signature, new Wire(null, null, canonical.lines, body));
    }

    private static Canonical canonical(String method, String query, Map<String, String> headers, String body) {
        StringBuilder text = new StringBuilder();
        List<String> lines = new ArrayList<>();
        Map<String, String> sorted = new TreeMap<>(headers);
        sorted.forEach((name, value) -> {
            text.append(name).append(':').append(value).append('\n');
            lines.add(name + ": " + value);
        });
        String signed = String.join(";", sorted.keySet());
        return new Canonical(String.join("\n", method, "/", query, text, signed, sha256(body)), signed, lines);
    }

    private static Made ywjisuToken(Given given) {
        String timestamp = String.valueOf(Instant.parse(given.now).getEpochSecond());
        String toSign = given.code + given.secret + timestamp;
        String token = hex(digest("MD5", toSign));
        List<String> form = pairs(Map.of("code", given.code, "pwd", given.pwd, "mobiles", given.mobiles,
                "timestamp", timestamp, "token", token));
        return new Made(null, toSign, token, new Wire(null, form, null, null));
    }

    /** URLEncoder writes a form: what RFC 3986 does otherwise is put right here. */
    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    private static List<String> pairs(Map<String, String> params) {
        List<String> list = new ArrayList<>();
        new TreeMap<>(params).forEach((name, value) -> list.add(escape(name) + "=" + escape(value)));
        return list;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String sha256(String text) {
        return hex(digest("SHA-256", text));
    }

    private static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes(text));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(bytes(text));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
