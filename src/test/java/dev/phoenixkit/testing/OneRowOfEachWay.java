package dev.phoenixkit.testing;

/** One row that the set-based statement rewrites, one whose fields are filled in, one that is skipped. */
public final class OneRowOfEachWay {
    private OneRowOfEachWay() {}

    public static void insert(TestDatabase db) {
        db.insertSetting(
                "public",
                "integration:google:work",
                "{\"provider\": \"google\", \"name\": \"work\", \"n\": 1.0, \"token\": \"t0\"}",
                "integrations");
        db.insertSetting("public", "integration:smtp", "{\"n\": 1.0, \"token\": \"t1\"}", null);
        db.insertSetting("public", "integration:odd:one", "{\"provider\": {\"a\": 1}}", null);
    }
}
