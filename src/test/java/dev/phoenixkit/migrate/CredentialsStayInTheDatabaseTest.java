package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.SecretSearch;
import dev.phoenixkit.testing.TcpProxy;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.Direction;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes between plugin and server hold no credential of a row, in either direction. */
@Tag("database")
class CredentialsStayInTheDatabaseTest {
    private static final String CREDENTIAL = "row4711credential/+ü sk0815credential";
    private static final String NUMBER = "4711081547110815";

    /** A part of the keys, which have to travel: the search finds it. */
    private static final String CONTROL = "control4711part";

    /** Its credential is part of every kind of value that a body, a provider or a name can be. */
    private static final List<String> BODIES = List.of(
            "{\"provider\": \"google\", \"name\": \"work\", \"access_token\": \"%s\", \"pin\": %s}",
            "{\"provider\": \"google\", \"name\": \"control4711part\", \"access_token\": \"%s\", \"pin\": %s}",
            "{\"api_key\": \"%s\", \"pin\": %s}",
            "{\"provider\": {\"client_secret\": \"%s\", \"pin\": %s}}",
            "{\"name\": {\"client_secret\": \"%s\", \"pin\": %s}}",
            "{\"provider\": [\"%s\", %s], \"name\": [\"%1$s\"]}",
            "{\"provider\": null, \"name\": \"\", \"nested\": {\"token\": [\"%s\", %s]}}",
            "[\"%s\", %s]",
            "\"%s %s\"");

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private TcpProxy proxy;

    @BeforeEach
    void insertRowsOfBothShapes() {
        proxy = TcpProxy.to(db).recording();
        for (int i = 0; i < BODIES.size(); i++) {
            String body = BODIES.get(i).formatted(CREDENTIAL, NUMBER);
            db.insert("integration:" + CONTROL + ":" + i, body);
            db.insertConnection(body);
        }
    }

    @AfterEach
    void noCredentialHasTravelled() {
        for (byte[] bytes : List.of(proxy.fromClient(), proxy.fromServer())) {
            assertThat(SecretSearch.find(CREDENTIAL, bytes)).isEmpty();
            assertThat(SecretSearch.find(NUMBER, bytes)).isEmpty();
        }
        assertThat(SecretSearch.find(CONTROL, proxy.fromServer())).contains(SecretSearch.Form.RAW);
        assertThat(new String(proxy.fromClient(), StandardCharsets.ISO_8859_1)).contains("phoenix_kit_settings");
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void duringARun(Direction direction) {
        db.setVersion(String.valueOf(direction.fromVersion()));
        db.through(proxy).run(direction).skippingProblems().run();
        assertThat(db.version()).isEqualTo(String.valueOf(direction.toVersion()));
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void duringADryRun(Direction direction) {
        db.setVersion(String.valueOf(direction.fromVersion()));
        db.through(proxy).run(direction).skippingProblems().dry().run();
    }

    @Test
    void duringStatus() throws SQLException {
        db.through(proxy).status(new MigrationListener() {});
    }
}
