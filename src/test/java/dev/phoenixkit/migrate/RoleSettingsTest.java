package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a role has set for itself changes nothing: not whose functions and operators a run calls. */
@Tag("database")
class RoleSettingsTest {
    /** Operators and functions of PostgreSQL that our SQL uses, for the very types that it uses them on. */
    private static final String OPERATORS = """
            ~~ varchar varchar bool false; ~~ varchar text bool false; ~~ text text bool false;
            !~~ varchar varchar bool false; !~~ varchar text bool false; = varchar varchar bool false;
            = varchar text bool false; = text varchar bool false; = text text bool false;
            = uuid uuid bool false; = jsonb jsonb bool false; = name text bool false;
            = name name bool false; = oid oid bool false; = int4 int4 bool false;
            = int8 int8 bool false; <> varchar varchar bool false; <> varchar text bool false;
            <> text text bool false; <= int4 int4 bool false; || text text text 'x';
            || jsonb jsonb jsonb '{}'; -> jsonb text jsonb '{}'; ->> jsonb text text 'x';
            - jsonb text jsonb '{}'
            """;

    private static final String FUNCTIONS = """
            jsonb_typeof(jsonb) text 'array'; octet_length(varchar) int4 1; octet_length(text) int4 1;
            length(text) int4 1; length(varchar) int4 1; split_part(varchar, text, int4) text 'x';
            split_part(text, text, int4) text 'x'; substr(varchar, int4) text 'x';
            substr(text, int4) text 'x'; to_jsonb(text) jsonb '{}';
            obj_description(oid, name) text '999'; to_regclass(text) regclass NULL;
            current_setting(text) text 'x'; set_config(text, text, bool) text 'x';
            string_to_array(text, text) text[] '{}'; quote_ident(text) text 'x';
            has_table_privilege(oid, text) bool false; row_security_active(oid) bool true;
            pg_is_in_recovery() bool true; current_database() name 'x'
            """;

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private Connection watcher;

    @BeforeEach
    void hijack() throws SQLException {
        watcher = db.connect();
        db.execute("CREATE SCHEMA evil", "CREATE SEQUENCE evil.calls");
        int number = 0;
        for (String operator : OPERATORS.strip().split(";\\s+")) {
            String[] part = operator.split(" ", 5);
            db.execute(
                    function("o" + ++number + "(" + part[1] + ", " + part[2] + ")", part[3], part[4]),
                    "CREATE OPERATOR evil." + part[0] + " (LEFTARG = " + part[1] + ", RIGHTARG = " + part[2]
                            + ", FUNCTION = evil.o" + number + ")");
        }
        for (String function : FUNCTIONS.strip().split(";\\s+")) {
            int end = function.indexOf(") ") + 1;
            String[] result = function.substring(end + 1).split(" ", 2);
            db.execute(function(function.substring(0, end), result[0], result[1]));
        }
    }

    /** A sequence keeps what a transaction that is rolled back, or only reads, has counted. */
    private static String function(String signature, String type, String result) {
        return "CREATE FUNCTION evil." + signature + " RETURNS " + type + " LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_catalog.setval('evil.calls', 2); RETURN " + result + "; END $$";
    }

    @AfterEach
    void restore() throws SQLException {
        watcher.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil, pg_catalog, public", "evil, public", "public, evil"})
    void nobodyElsesFunctionsAndOperatorsAreCalled(String path) throws SQLException {
        Path report = folder.resolve("up.json");
        db.insert("integration:google:work", "{\"provider\": \"google\", \"name\": \"work\"}", null);
        db.insert("integration:google:home", "{\"provider\": \"google\", \"name\": \"other\"}", null);
        db.insert("integration:smtp", "{}", null);

        db.execute("ALTER DATABASE " + db.name() + " SET search_path = " + path);

        db.up().dry().run();
        status();
        db.up().run();
        db.down().dry().run();
        db.down().run();
        db.up().report(report).run();
        db.down().restore(report).run();

        assertThat(db.query("SELECT last_value FROM evil.calls")).containsExactly("1");
        assertThat(db.query("SELECT key FROM public.phoenix_kit_settings"))
                .contains("integration:google:work", "integration:google:other", "integration:smtp:default");
    }

    private void status() throws SQLException {
        db.status(new MigrationListener() {});
    }
}
