import {
  addressOf,
  bodiesOf,
  literal,
  paths,
  purpose,
  runWith,
  type Snippet,
  type SnippetFacts,
} from './snippet.js'

/** The JDK alone: it has no JSON, so the bodies are texts and the token is found by its name. */
export function javaSnippet(facts: SnippetFacts): Snippet {
  const { origin, prefix, isHttps } = addressOf(facts)
  const { exchange, send } = bodiesOf(facts)
  const code = `${purpose.map((line) => `// ${line}`).join('\n')}
import java.net.*;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
${isHttps ? 'import java.security.cert.CertificateFactory;\n' : ''}import java.security.spec.*;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.*;
${isHttps ? 'import javax.net.ssl.*;\n' : ''}
public class SendMessage {
  static final String CLIENT_ID = ${literal(facts.clientId)};
  static final String PLATFORM_KEY = ${literal(facts.platformPublicKey)};

  public static void main(String[] args) throws Exception {
    String exchange = ${literal(exchange)}
        .replace("AUTH_CODE", System.getenv().getOrDefault("AUTH_CODE", "TRYME"));
    Matcher token = Pattern.compile("\\"accessToken\\":\\"([^\\"]+)\\"").matcher(call(${literal(paths.exchange)}, exchange));
    if (!token.find()) return;
    String message = ${literal(send)}
        .replace("ACCESS_TOKEN", token.group(1))
        .replace("REQUEST_ID", "order-" + System.currentTimeMillis());
    call(${literal(paths.send)}, message);
  }

  static String call(String path, String body) throws Exception {
    String uri = ${literal(prefix)} + path;
    String time = OffsetDateTime.now(ZoneOffset.ofHours(8)).truncatedTo(ChronoUnit.SECONDS)
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(KeyFactory.getInstance("RSA").generatePrivate(
        new PKCS8EncodedKeySpec(der(Files.readString(Path.of(System.getenv("MERCHANT_KEY")))))));
    signer.update(("POST " + uri + "\\n" + CLIENT_ID + "." + time + "." + body).getBytes(StandardCharsets.UTF_8));
    String signature = URLEncoder.encode(Base64.getEncoder().encodeToString(signer.sign()), StandardCharsets.UTF_8);

    HttpRequest request = HttpRequest.newBuilder(URI.create(${literal(origin)} + uri))
        .header("Content-Type", "application/json; charset=UTF-8")
        .header("Client-Id", CLIENT_ID)
        .header("Request-Time", time)
        .header("Signature", "algorithm=RSA256, keyVersion=${facts.keyVersion}, signature=" + signature)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)${isHttps ? '.sslContext(trustingCa())' : ''}.build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(PLATFORM_KEY))));
    String answerTime = answer.headers().firstValue("Response-Time").orElse("");
    verifier.update(("POST " + uri + "\\n" + CLIENT_ID + "." + answerTime + "." + answer.body()).getBytes(StandardCharsets.UTF_8));
    String header = answer.headers().firstValue("Signature").orElse("");
    String value = URLDecoder.decode(header.replaceAll(".*signature=", ""), StandardCharsets.UTF_8);
    if (!verifier.verify(Base64.getDecoder().decode(value)))
      throw new SecurityException("The signature of the answer is not valid.");
    System.out.println(answer.body());
    return answer.body();
  }

  static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }
${
  isHttps
    ? `
  // A Java program trusts the CAs of its JDK; this one trusts the sandbox's, in the file CA_FILE.
  static SSLContext trustingCa() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var file = Files.newInputStream(Path.of(System.getenv("CA_FILE")))) {
      store.setCertificateEntry("sandbox", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
`
    : ''
}}
`
  const fileName = 'SendMessage.java'
  return { language: 'java', fileName, run: runWith(`java ${fileName}`, 'CA_FILE', facts), code }
}
