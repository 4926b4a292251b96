package dev.phoenixkit.connect;

/** The ways in which connecting fails, and what is to be said of each. */
enum ConnectProblem {
    REFUSED(
            true,
            "nothing accepts connections there",
            "a PostgreSQL server at this host and port",
            "check host and port and that the server runs and listens on that address; if it is still on its way up,"
                    + " raise connectTimeout"),
    SILENT(
            true,
            "there is no answer",
            "an answer of a PostgreSQL server in time",
            "check host, port and firewalls; if the server is only slow, raise connectTimeout"),
    CUT(
            true,
            "the connection was cut before the server had let us in",
            "a PostgreSQL server that answers",
            "check that it is PostgreSQL that listens there, and its log; a proxy whose server is not up yet does this"
                    + " too, and so does a server that does not accept the client certificate (sslcert, sslkey)"),
    STARTING(
            true,
            "the server is starting up or shutting down",
            "a server that is ready",
            "look at the server's log; if it only needs longer, raise connectTimeout"),
    FULL(
            true,
            "the server has no free connection",
            "one free connection",
            "try again later, raise connectTimeout, or give the server or the role more connections"),
    WRONG_PASSWORD(false, "the server did not accept the password", null, null) {
        @Override
        String expected(ConnectionSettings settings) {
            return "the password of role " + settings.user();
        }

        @Override
        String next(ConnectionSettings settings) {
            return "check the user and the password (source of the password: " + settings.passwordOrigin() + ")";
        }
    },
    NOT_ADMITTED(
            false,
            "the server does not let this user in from here",
            "a line of the server's pg_hba.conf that admits this host, user and database, and a role that may log in",
            "check the user's name, whether the server demands TLS (sslmode=require) or a client certificate"
                    + " (sslcert, sslkey), and pg_hba.conf"),
    NO_DATABASE(false, "there is no such database", null, "check the database's name at the end of the url") {
        @Override
        String expected(ConnectionSettings settings) {
            return "a database named " + settings.database() + " on this server";
        }
    },
    NO_RIGHT(false, "the user may not connect to this database", null, null) {
        @Override
        String expected(ConnectionSettings settings) {
            return "the right CONNECT on database " + settings.database() + " for role " + settings.user();
        }

        @Override
        String next(ConnectionSettings settings) {
            return "grant it, or connect as another user";
        }
    },
    REJECTED(false, "server and client did not agree on how to log in", null, null) {
        @Override
        String what(ConnectionSettings settings) {
            return settings.password().isPresent()
                    ? super.what(settings)
                    : "the server asks for a password, or for more";
        }

        @Override
        String expected(ConnectionSettings settings) {
            return settings.password().isPresent()
                    ? "TLS and a way to log in that both sides have"
                    : "a password for role " + settings.user();
        }

        @Override
        String next(ConnectionSettings settings) {
            return (settings.password().isPresent()
                            ? ""
                            : "give a password (source so far: " + settings.passwordOrigin() + "); ")
                    + "if the server has no TLS, check sslmode; otherwise check channelBinding, requireAuth and the"
                    + " server's pg_hba.conf";
        }
    },
    UNKNOWN_HOST(
            false,
            "the host's name is unknown",
            "a name that this machine can look up",
            "check the host in the url and this machine's name service"),
    TLS(
            false,
            "the TLS connection could not be made",
            null,
            "check sslmode, that sslrootcert names the file with the certificate of the authority that signed the"
                    + " server's, that the host in the url is one that the server's certificate is for, and sslcert,"
                    + " sslkey and sslpassword if there is a client certificate") {
        @Override
        String expected(ConnectionSettings settings) {
            Secret mode = settings.options().get("sslmode");
            // With ssl and without sslmode, the driver checks everything.
            String implied = settings.options().containsKey("ssl") ? "verify-full" : "prefer";
            return "certificates and keys that satisfy sslmode=" + (mode == null ? implied : mode.reveal());
        }
    },
    INTERRUPTED(false, "the build was interrupted", "time to connect", "run it again"),
    OTHER(
            false,
            "the server or the driver reports an error",
            "a connection",
            "see what was found, and the server's log");

    private final boolean mayPass;
    private final String what;
    private final String expected;
    private final String next;

    ConnectProblem(boolean mayPass, String what, String expected, String next) {
        this.mayPass = mayPass;
        this.what = what;
        this.expected = expected;
        this.next = next;
    }

    /** Whether another try may help. */
    boolean mayPass() {
        return mayPass;
    }

    String what(ConnectionSettings settings) {
        return what;
    }

    String expected(ConnectionSettings settings) {
        return expected;
    }

    String next(ConnectionSettings settings) {
        return next;
    }
}
