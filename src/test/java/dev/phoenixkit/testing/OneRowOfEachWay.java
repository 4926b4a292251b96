package dev.phoenixkit.testing;

/** One row that the set-based statement rewrites, one whose fields are filled in, one that is skipped. */
public final class OneRowOfEachWay {
    private OneRowOfEachWay() {}

    public static void insert(TestDatabase db) {
        db.insert(
                "integration:google:work",
                "{\"provider\": \"google\", \"name\": \"work\", \"n\": 1.0, \"token\": \"t0\"}");
        db.insert("integration:smtp", "{\"n\": 1.0, \"token\": \"t1\"}", null);
        db.insert("integration:odd:one", "{\"provider\": {\"a\": 1}}", null);
    }
}
