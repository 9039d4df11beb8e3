// A merchant's backend, written from the platform's document on message sending and nothing of ours, with the JDK's
// HttpClient over https. It reads its configuration from the environment, with keys as Alipay's SDK for Java takes
// them: Base64 without PEM lines.

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

public class Merchant {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  private final String gatewayUrl = setting("GATEWAY_URL");
  private final String clientId = setting("CLIENT_ID");
  private final PrivateKey merchantKey;
  private final PublicKey platformKey;
  private final HttpClient http;

  private Merchant() throws Exception {
    KeyFactory rsa = KeyFactory.getInstance("RSA");
    merchantKey = rsa.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(setting("MERCHANT_PRIVATE_KEY"))));
    platformKey = rsa.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(setting("PLATFORM_PUBLIC_KEY"))));
    http = HttpClient.newBuilder().sslContext(trusting(Path.of(setting("CA_FILE")))).build();
  }

  public static void main(String[] args) throws Exception {
    Merchant merchant = new Merchant();
    String program = "\"appId\":\"" + setting("APP_ID") + "\",\"customerBelongsTo\":\"" + setting("CUSTOMER_BELONGS_TO") + "\"";
    String grant = ",\"grantType\":\"AUTHORIZATION_CODE\",\"authCode\":\"";

    // Step 2.1: a token, then the user's information.
    String first = merchant.call("/v2/authorizations/applyToken", "{" + program + grant + setting("USER_AUTH_CODE") + "\"}");
    String user = merchant.call(
        "/v2/users/inquiryUserInfo", "{" + program + ",\"accessToken\":\"" + text("accessToken", first) + "\"}");
    // Step 3: another code, another token.
    String second = merchant.call("/v2/authorizations/applyToken", "{" + program + grant + setting("MESSAGE_AUTH_CODE") + "\"}");
    // Step 4.
    String sent = merchant.call("/v2/miniprogram/message/send", "{" + program
        + ",\"accessToken\":\"" + text("accessToken", second) + "\",\"requestId\":\"java-0001\""
        + ",\"templateCode\":\"" + setting("TEMPLATE_CODE") + "\",\"templates\":[{\"templateParameters\":{"
        + "\"orderNo\":\"123456\",\"storeName\":\"好味鸡饭 \\\"Java\\\"\","
        + "\"miniBodyUrl\":\"pages%2Findex%2Findex&query=storeId%3D8888\","
        + "\"miniFooterUrl\":\"pages%2Findex%2Findex&query=storeId%3D8888\"},\"language\":\"zh-CN\"}]}");
    System.out.println("{\"user\":" + user + ",\"sent\":" + sent + "}");
  }

  private String call(String path, String body) throws Exception {
    URI uri = URI.create(gatewayUrl + path);
    String time = OffsetDateTime.now(ZoneOffset.UTC).format(TIME);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(merchantKey);
    signature.update(bytes("POST " + uri.getRawPath() + "\n" + clientId + "." + time + "." + body));
    String encoded = URLEncoder.encode(Base64.getEncoder().encodeToString(signature.sign()), StandardCharsets.UTF_8);
    HttpRequest request = HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json; charset=UTF-8")
        .header("Client-Id", clientId)
        .header("Request-Time", time)
        .header("Signature", "algorithm=RSA256,keyVersion=1,signature=" + encoded)
        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(body)))
        .build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    verify(uri, answer);
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (!text("resultStatus", text).equals("S")) throw new IllegalStateException(path + ": " + text("resultCode", text));
    return text;
  }

  private void verify(URI uri, HttpResponse<byte[]> answer) throws Exception {
    String header = answer.headers().firstValue("Signature").orElse("");
    String value = header.substring(header.indexOf("signature=") + "signature=".length());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(platformKey);
    signature.update(bytes("POST " + uri.getRawPath() + "\n" + answer.headers().firstValue("Client-Id").orElse("")
        + "." + answer.headers().firstValue("Response-Time").orElse("") + "."));
    signature.update(answer.body());
    if (!signature.verify(Base64.getDecoder().decode(URLDecoder.decode(value, StandardCharsets.UTF_8))))
      throw new SecurityException("answer of " + uri + " is not signed by the platform");
  }

  private static SSLContext trusting(Path ca) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var file = Files.newInputStream(ca)) {
      store.setCertificateEntry("platform", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static String text(String name, String json) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    if (!found.find()) throw new IllegalStateException("no " + name + " in the answer");
    return found.group(1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String setting(String name) {
    String value = System.getenv(name);
    if (value == null) throw new IllegalStateException(name + " is not set");
    return value;
  }
}
