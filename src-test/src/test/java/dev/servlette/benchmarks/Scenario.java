package dev.servlette.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Random;

/** What both servers are asked. All answers to one scenario have the same length. */
enum Scenario {
    PLAINTEXT(1),
    JSON(1),
    PATH_PARAMETER(1),
    THOUSAND_ROUTES(1),
    JSON_ECHO(1),
    MULTIPART(100),
    STREAM(1000),
    FILE_1K(1),
    FILE_1M(100),
    FILE_1K_BESIDE_DEFAULT(1),
    FILE_1M_BESIDE_DEFAULT(100);

    static final int ROUTES = 1000;
    static final int STREAM_BYTES = 10 << 20;
    private static final int PATHS = 512;
    private static final int FILE_BYTES = 1 << 20;

    private final int weight;

    /** How many plain requests one of this scenario stands for, so that each scenario takes about as long. */
    Scenario(int weight) {
        this.weight = weight;
    }

    /** Whether the server that it is compared with says headers of its own, so that only the content must be the same. */
    boolean isBesideDefault() {
        return this == FILE_1K_BESIDE_DEFAULT || this == FILE_1M_BESIDE_DEFAULT;
    }

    int share(int requests) {
        return Math.max(1, requests / weight);
    }

    /** Requests to send, chosen by a seed so that both servers are asked for the same. */
    byte[][] requests() {
        Random random = new Random(ordinal());
        byte[][] requests = new byte[Math.max(1, PATHS / weight)][];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = request(random);
        }
        return requests;
    }

    private byte[] request(Random random) {
        return switch (this) {
            case PLAINTEXT -> get("/plaintext");
            case JSON -> get("/json");
            case PATH_PARAMETER -> get("/users/" + number(random));
            case THOUSAND_ROUTES -> get("/section" + random.nextInt(ROUTES) + "/" + number(random));
            case JSON_ECHO -> KeepAliveClient.request("POST", "/echo", "application/json", json(random));
            case MULTIPART ->
                KeepAliveClient.request("POST", "/upload", "multipart/form-data; boundary=b", form(random));
            case STREAM -> get("/stream");
            case FILE_1K -> get("/file/1k.txt");
            case FILE_1M -> get("/file/1m.bin");
            case FILE_1K_BESIDE_DEFAULT -> get("/default/1k.txt");
            case FILE_1M_BESIDE_DEFAULT -> get("/default/1m.bin");
        };
    }

    private static byte[] get(String path) {
        return KeepAliveClient.request("GET", path, "");
    }

    private static int number(Random random) {
        return 10_000 + random.nextInt(90_000);
    }

    /** About 1 KB. */
    private static byte[] json(Random random) {
        StringBuilder json = new StringBuilder("{\"items\":[");
        for (int i = 0; i < 20; i++) {
            json.append(i == 0 ? "" : ",").append("{\"id\":").append(number(random));
            json.append(",\"name\":\"item ").append(number(random)).append("\",\"tags\":[\"a\",\"b\"]}");
        }
        return json.append("]}").toString().getBytes(US_ASCII);
    }

    /** A field, and a file of 1 MB that has no line breaks to be found. */
    private static byte[] form(Random random) {
        String part = "Content-Disposition: form-data; name=";
        String begin = "--b\r\n" + part + "\"title\"\r\n\r\ntitle\r\n--b\r\n" + part
                + "\"file\"; filename=\"file.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        byte[] form = new byte[begin.length() + FILE_BYTES + 9];
        random.nextBytes(form);
        for (int i = 0; i < form.length; i++) {
            form[i] = form[i] == '\r' ? 0 : form[i];
        }
        System.arraycopy(begin.getBytes(US_ASCII), 0, form, 0, begin.length());
        System.arraycopy("\r\n--b--\r\n".getBytes(US_ASCII), 0, form, form.length - 9, 9);
        return form;
    }
}
