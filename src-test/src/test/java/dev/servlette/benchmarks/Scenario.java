package dev.servlette.benchmarks;

import java.util.Random;

/** What both servers are asked. All answers to one scenario have the same length. */
enum Scenario {
    PLAINTEXT,
    JSON,
    PATH_PARAMETER,
    THOUSAND_ROUTES;

    static final int ROUTES = 1000;

    /** Paths to ask for, chosen by a seed so that both servers are asked for the same. */
    String[] paths(int count) {
        Random random = new Random(ordinal());
        String[] paths = new String[count];
        for (int i = 0; i < count; i++) {
            paths[i] = path(random);
        }
        return paths;
    }

    private String path(Random random) {
        return switch (this) {
            case PLAINTEXT -> "/plaintext";
            case JSON -> "/json";
            case PATH_PARAMETER -> "/users/" + (10_000 + random.nextInt(90_000));
            case THOUSAND_ROUTES -> "/section" + random.nextInt(ROUTES) + "/" + (10_000 + random.nextInt(90_000));
        };
    }
}
