import { endpoint, exchangeBody, literal, type Snippet, type SnippetFacts } from './snippet.js'

export function javaSnippet(facts: SnippetFacts): Snippet {
  const { origin, pathname } = new URL(facts.gatewayUrl)
  const code = `// Signs applyToken and sends it. MERCHANT_KEY: the file with the private key (PEM, PKCS#8).
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.*;

public class ApplyToken {
  public static void main(String[] args) throws Exception {
    String clientId = ${literal(facts.clientId)};
    String uri = ${literal(pathname + endpoint)};
    String body = ${literal(exchangeBody(facts, 'AUTH_CODE'))}
        .replace("AUTH_CODE", System.getenv().getOrDefault("AUTH_CODE", "TRYME"));
    String time = OffsetDateTime.now(ZoneOffset.ofHours(8)).truncatedTo(ChronoUnit.SECONDS)
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);

    String pem = Files.readString(Path.of(System.getenv("MERCHANT_KEY")));
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
    signer.update(("POST " + uri + "\\n" + clientId + "." + time + "." + body).getBytes(StandardCharsets.UTF_8));
    String signature = URLEncoder.encode(Base64.getEncoder().encodeToString(signer.sign()), StandardCharsets.UTF_8);

    HttpRequest request = HttpRequest.newBuilder(URI.create(${literal(origin)} + uri))
        .header("Content-Type", "application/json; charset=UTF-8")
        .header("Client-Id", clientId)
        .header("Request-Time", time)
        .header("Signature", "algorithm=RSA256, keyVersion=${facts.keyVersion}, signature=" + signature)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    System.out.println(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
`
  return {
    language: 'java',
    fileName: 'ApplyToken.java',
    run: 'MERCHANT_KEY=key.pem java ApplyToken.java',
    code,
  }
}
