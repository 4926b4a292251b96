package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phoenixkit.errors.CannotRunException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class DriverOptionsTest {
    private static final String TLS_OPTIONS = "ssl, sslNegotiation, sslResponseTimeout, sslcert, sslfactory,"
            + " sslfactoryarg, sslhostnameverifier, sslkey, sslmode, sslpassword, sslpasswordcallback, sslrootcert";

    /** These say how to reach the server, trust it and be trusted, or change nothing that the plugin does. */
    private static final Set<String> PASSED_ON = Set.of(("ssl sslNegotiation sslResponseTimeout sslcert sslfactory"
                    + " sslfactoryarg sslhostnameverifier sslkey sslmode sslpassword sslpasswordcallback sslrootcert"
                    + " pemKeyAlgorithm channelBinding requireAuth scramMaxIterations gssEncMode gssResponseTimeout"
                    + " gssUseDefaultCreds gsslib jaasApplicationName jaasLogin kerberosServerName sspiServiceClass"
                    + " useSpnego authenticationPluginClassName targetServerType socketFactory socketFactoryArg"
                    + " localSocketAddress options protocolVersion groupStartupParameters classLoaderStrategy tcpNoDelay"
                    + " receiveBufferSize sendBufferSize maxSendBufferSize adaptiveFetch adaptiveFetchMaximum"
                    + " adaptiveFetchMinimum allowEncodingChanges cleanupSavepoints convertBooleanToNumeric"
                    + " databaseMetadataCacheFields databaseMetadataCacheFieldsMiB disableColumnSanitiser"
                    + " escapeSyntaxCallMode flushCacheOnDdl hideUnprivilegedObjects logUnclosedConnections"
                    + " preparedStatementCacheQueries preparedStatementCacheSizeMiB quoteReturningIdentifiers"
                    + " reWriteBatchedInsertsSize unknownLength xmlFactoryFactory currentSchema")
            .split(" "));

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://a/b?sslmode=require, sslmode=require",
        "jdbc:postgresql://a/b?sslMode=require, sslmode=require",
        "jdbc:postgresql://a/b?channel_binding=require, channelBinding=require",
        "jdbc:postgresql://a/b?ssl=true, ssl=true",
        "jdbc:postgresql://a/b?options=-c%20role%3Downer, options=-c role=owner",
        "jdbc:postgresql://a/b?readOnly=false, ''",
        "jdbc:postgresql://a/b?tcpNoDelay=false, tcpNoDelay=false",
        "jdbc:postgresql://a/b?targetServerType=secondary, targetServerType=secondary",
        "postgres://a/b?target_session_attrs=read-write, targetServerType=read-write",
        "'postgres://a/b?require_auth=!md5,!password', 'requireAuth=!md5,!password'",
        "postgres://a/b?krbsrvname=pg, kerberosServerName=pg",
        "postgres://a/b?channel_binding=require&sslmode=require, channelBinding=require sslmode=require",
        "postgres://a/b?sslmode=verify-full&sslrootcert=/r.crt, sslmode=verify-full sslrootcert=/r.crt",
        "ecto://a/b?ssl=true, sslmode=require",
        "ecto://a/b?ssl=false, sslmode=disable",
        "ecto://a/b?ssl=true&sslmode=verify-full, sslmode=verify-full",
        "ecto://a/b?ssl=false&sslmode=prefer, sslmode=prefer",
    })
    void whatSaysHowToConnectReachesTheDriverHoweverItIsSpelled(String url, String expected) {
        assertThat(shown(url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepareThreshold=5",
                "logServerErrorDetail=true",
                "autosave=always",
                "defaultRowFetchSize=10",
                "loadBalanceHosts=true",
                "hostRecheckSeconds=9",
                "stringtype=unspecified",
                "preferQueryMode=simple",
                "socketTimeout=1",
                "loginTimeout=1",
                "connectTimeout=1",
                "ApplicationName=shop",
                "tcpKeepAlive=false",
                "loggerLevel=TRACE",
                "assumeMinServerVersion=18",
                "connectExecutor=x.Y",
                "replication=database",
                "binaryTransfer=false",
                "queryTimeout=1",
                "maxResultBuffer=1M",
                "reWriteBatchedInserts=true",
                "cancelSignalTimeout=1",
                "prepare_threshold=5",
                "Password=hush"
            })
    void whatTunesAnApplicationsUseOfTheDriverIsLeftOut(String option) {
        assertThat(shown("jdbc:postgresql://a/b?" + option)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://a/b?", "ecto://a/b?"})
    void whatTheDriverDoesNotKnowIsHandedOnForAddedSocketFactories(String url) {
        assertThat(shown(url + "pool_size=10&cloudSqlInstance=x:y:z")).isEqualTo("cloudSqlInstance=x:y:z pool_size=10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "jdbc:postgresql://a/b?service=shop -> the option service names a connection service file, which is not"
                        + " supported. Expected: host, port and database in the url. Next: copy them from the service's"
                        + " entry.",
                "jdbc:postgresql://a/b?host=c -> the option host says where to connect. Expected: host, port and"
                        + " database before the ?. Next: write it there; only TCP is supported, no socket directory.",
                "jdbc:postgresql://a/b?PGDBNAME=c -> the option PGDBNAME says where to connect. Expected: host, port and"
                        + " database before the ?. Next: write it there; only TCP is supported, no socket directory.",
                "ecto://a/b?socket_dir=/run -> the option socket_dir says where to connect. Expected: host, port and"
                        + " database before the ?. Next: write it there; only TCP is supported, no socket directory.",
                "jdbc:postgresql://a/b?readOnly=true -> the option readOnly asks for a connection that cannot write."
                        + " Expected: a connection that can migrate. Next: remove the option; v114-status and dryRun"
                        + " write nothing anyway.",
                "jdbc:postgresql://a/b?sslmod=verify-full -> the option sslmod about TLS is unknown, and to ignore it"
                        + " could make the connection less safe than was meant. Expected: " + TLS_OPTIONS
                        + ". Next: correct or remove it.",
                "jdbc:postgresql://a/b?useSSL=true -> the option useSSL about TLS is unknown, and to ignore it could make the"
                        + " connection less safe than was meant. Expected: " + TLS_OPTIONS
                        + ". Next: correct or remove it.",
                "postgres://a/b?ssl_ca=/x -> the option ssl_ca about TLS is unknown, and to ignore it"
                        + " could make the connection less safe than was meant. Expected: " + TLS_OPTIONS
                        + ". Next: correct or remove it.",
                "jdbc:postgresql://a/b?sslmode=no-verify -> the option sslmode has the unknown value no-verify."
                        + " Expected: disable, allow, prefer, require, verify-ca, verify-full. Next: correct it.",
                "jdbc:postgresql://a/b?sslmode=require;password=hush -> the option sslmode has an unknown value."
                        + " Expected: disable, allow, prefer, require, verify-ca, verify-full. Next: correct it.",
                "ecto://a/b?channel_binding=yes -> the option channelBinding has the unknown value yes."
                        + " Expected: disable, prefer, require. Next: correct it.",
                "jdbc:postgresql://a/b?targetServerType=leader -> the option targetServerType has the unknown value leader."
                        + " Expected: any, primary, master, read-write, secondary, slave, standby, read-only,"
                        + " preferPrimary, preferSecondary, preferSlave, prefer-standby. Next: correct it.",
                "postgres://a/b?require_auth=md5,hash -> the option requireAuth has an unknown value. Expected:"
                        + " password, md5, gss, sspi, scram-sha-256, none, !password, !md5, !gss, !sspi, !scram-sha-256,"
                        + " !none. Next: correct it.",
                "ecto://a/b?ssl=hush -> the option ssl has an unknown value. Expected: ssl=true or ssl=false. Next:"
                        + " correct it.",
                "ecto://a/b?ssl=true&sslmode=prefer -> ssl=true and sslmode=prefer contradict each other. Expected: one"
                        + " of the two. Next: remove the wrong one.",
                "ecto://a/b?ssl=false&sslmode=verify-ca -> ssl=false and sslmode=verify-ca contradict each other."
                        + " Expected: one of the two. Next: remove the wrong one.",
                "ecto://a/b?password=hush -> the option password is not used in this kind of url. Expected:"
                        + " user:password@ before the host. Next: write it there.",
                "postgres://a/b?user=hush -> the option user is not used in this kind of url. Expected:"
                        + " user:password@ before the host. Next: write it there.",
            })
    void whatCannotBeMeantIsAnError(String url, String message) {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> DatabaseUrl.parse(url))
                .withNoCause()
                .withMessage("In the database url, " + message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sslcompression=1                | sslcompression=0                                | remove it: Java's TLS has no compression
            sslsni=0                        | sslsni=1                                        | remove it: Java's TLS always names the server
            requiressl=1                    | requiressl=0                                    | write sslmode=require
            sslcertmode=disable             | sslcertmode=allow                               | remove it; to show no client certificate, write sslcert=&sslkey=
            ssl_min_protocol_version=TLSv1.3 | ssl_min_protocol_version=TLSv1 or TLSv1.1 or TLSv1.2 | remove it, and name the versions in MAVEN_OPTS: -Djdk.tls.client.protocols=TLSv1.3
            ssl_max_protocol_version=TLSv1.2 | ssl_max_protocol_version=TLSv1.3               | remove it, and name the versions in MAVEN_OPTS: -Djdk.tls.client.protocols=TLSv1.3
            sslcrl=x                        | a url without it                                | remove it, and let Java ask the authority: -Dcom.sun.net.ssl.checkRevocation=true in MAVEN_OPTS
            sslcrldir=x                     | a url without it                                | remove it, and let Java ask the authority: -Dcom.sun.net.ssl.checkRevocation=true in MAVEN_OPTS
            requirepeer=x                   | a url without it                                | remove it: it is about Unix sockets, and only TCP is supported
            passfile=x                      | a url without it                                | name the file in the environment variable PGPASSFILE
            scram_client_key=x              | a url without it                                | give the password
            scram_server_key=x              | a url without it                                | give the password
            """)
    void optionsOfLibpqAreUnderstoodOrRefusedWithWhatToWriteInstead(String option, String expected, String next) {
        String name = option.substring(0, option.indexOf('='));
        for (String url : List.of("jdbc:postgresql://a/b?", "postgres://a/b?")) {
            assertThatExceptionOfType(CannotRunException.class)
                    .isThrownBy(() -> DatabaseUrl.parse(url + option))
                    .withMessage(
                            "In the database url, the option " + name + " asks for what Java or the driver cannot do."
                                    + " Expected: " + expected + ". Next: " + next + ".");
            assertThat(shown(url + name + "=")).isEmpty();
            if (expected.startsWith(name)) {
                for (String harmless :
                        expected.substring(option.indexOf('=') + 1).split(" or ")) {
                    assertThat(shown(url + name + "=" + harmless)).isEmpty();
                }
            }
        }
    }

    /** As their consoles hand them out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://alex:hush@ep-x-pooler.eu.aws.neon.tech/shop?sslmode=require&channel_binding=require",
                "postgresql://alex:hush@ep-x.eu.aws.neon.tech/shop?sslmode=require&options=endpoint%3Dep-x",
                "postgresql://postgres.abc:hush@aws-0-eu.pooler.supabase.com:6543/postgres?pgbouncer=true",
                "postgres://u:hush@ec2-1-2-3-4.compute-1.amazonaws.com:5432/d1?sslmode=require&uselibpqcompat=true",
                "jdbc:postgresql://ec2-1.compute-1.amazonaws.com:5432/d1?user=u&password=hush&sslmode=require",
                "jdbc:postgresql://x.postgres.database.azure.com:5432/shop?user=u&password=hush&sslmode=require",
                "jdbc:postgresql://x.rds.amazonaws.com:5432/shop?sslmode=verify-full&sslrootcert=global-bundle.pem",
                "jdbc:postgresql:///shop?cloudSqlInstance=p:r:i&socketFactory=com.google.cloud.sql.postgres.SocketFactory"
                        + "&user=u&password=hush",
                "postgres://avnadmin:hush@pg-x.aivencloud.com:12345/defaultdb?sslmode=require",
                "postgres://application:hush@p.abc.db.postgresbridge.com:5432/postgres?sslmode=verify-full",
                "postgresql://doadmin:hush@db-x.db.ondigitalocean.com:25060/defaultdb?sslmode=require",
                "postgresql://u:hush@x.cockroachlabs.cloud:26257/shop?sslmode=verify-full&sslrootcert=system",
                "postgres://u:hush@x.tsdb.cloud.timescale.com:5432/tsdb?sslmode=require&sslnegotiation=direct",
            })
    void urlsOfProvidersAreUnderstood(String url) {
        assertThat(DatabaseUrl.parse(url).database()).isPresent();
    }

    /** A new version of the driver with an option that is in none of the lists needs somebody who decides. */
    @Test
    void whatBecomesOfEachOptionOfTheDriverIsDecided() {
        Set<String> refused = Set.of("PGHOST", "PGPORT", "PGDBNAME", "service");
        assertThat(PGProperty.values())
                .extracting(PGProperty::getName)
                .containsExactlyInAnyOrderElementsOf(Stream.of(refused, DriverOptions.LEFT_OUT, PASSED_ON)
                        .flatMap(Set::stream)
                        .toList());
        for (String name : PASSED_ON) {
            String[] choices = PGProperty.forName(name).getChoices();
            String value = choices == null ? "1" : choices[0];
            assertThat(shown("jdbc:postgresql://a/b?" + name + "=" + value)).isEqualTo(name + "=" + value);
        }
    }

    private static String shown(String url) {
        return DatabaseUrl.parse(url).options().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(option -> option.getKey() + "=" + option.getValue().reveal())
                .collect(Collectors.joining(" "));
    }
}
