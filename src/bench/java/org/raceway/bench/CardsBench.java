package org.raceway.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long 1,000 lots take to begin one by one, and their route cards to become one PDF. */
final class CardsBench {
    private static final Pattern ID = Pattern.compile("\"product\":\\{\"id\":\"([^\"]+)\"");

    private CardsBench() {}

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        int cards = options.number("cards", 1_000);
        int rounds = options.number("rounds", 5);
        Path folder = Files.createTempDirectory("raceway-cards-bench");
        try (RunningApplication application = RunningApplication.start(folder, "--raceway.sandbox.size=small");
                HttpClient http = HttpClient.newHttpClient()) {
            application.awaitSandbox();
            long begin = System.nanoTime();
            String product = "\"newProduct\":{\"name\":\"6204 外圈锻件\",\"unit\":\"PIECES\"}";
            for (int i = 0; i < cards; i++) {
                String answer = issue(http, application, product);
                Matcher id = ID.matcher(answer);
                if (!id.find()) {
                    throw new IOException(answer);
                }
                product = "\"product\":\"" + id.group(1) + "\"";
            }
            System.out.printf(Locale.ROOT, "%,d lots begun in %.1f s%n", cards, (System.nanoTime() - begin) / 1e9);
            for (int round = 0; round < rounds; round++) {
                begin = System.nanoTime();
                HttpResponse<byte[]> pdf = http.send(
                        application.asAssembler("/api/v1/cards/cards.pdf").build(), BodyHandlers.ofByteArray());
                if (pdf.statusCode() != 200) {
                    throw new IOException("answered " + pdf.statusCode());
                }
                System.out.printf(
                        Locale.ROOT,
                        "route cards as PDF: %.2f s, %,d KB%n",
                        (System.nanoTime() - begin) / 1e9,
                        pdf.body().length / 1_000);
            }
        }
    }

    private static String issue(HttpClient http, RunningApplication application, String product)
            throws IOException, InterruptedException {
        HttpRequest request = application
                .asAssembler("/api/v1/cards")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{" + product
                        + ",\"route\":[\"FORGING\",\"TURNING\",\"QUENCHING\",\"GRINDING\"],\"quantity\":500}"))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
