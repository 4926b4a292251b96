package dev.phoenixkit.connect;

import java.util.Map;
import java.util.Optional;

/** Reads the URLs of {@code DATABASE_URL}: {@code ecto://user:password@host:port/database?options} and its kin. */
final class EctoUrl {
    private EctoUrl() {}

    static DatabaseUrl parse(String text, int authorityStart) {
        try {
            return parseRest(text.substring(authorityStart));
        } catch (IllegalArgumentException e) {
            throw DatabaseUrl.malformed(text, e.getMessage());
        }
    }

    private static DatabaseUrl parseRest(String rest) {
        if (rest.indexOf('#') >= 0) {
            throw new IllegalArgumentException("it holds a bare #, which is written %23");
        }
        int question = rest.indexOf('?');
        String head = question < 0 ? rest : rest.substring(0, question);
        int slash = head.indexOf('/');
        if (slash < 0 || slash == head.length() - 1) {
            throw new IllegalArgumentException("a / and the database's name come after the host and port");
        }
        String path = head.substring(slash + 1);
        if (path.indexOf('/') >= 0 || path.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "the database's name holds a bare / or @; in names and passwords they are written %2F and %40");
        }
        Map<String, String> query = UrlQuery.parse(question < 0 ? "" : rest.substring(question + 1));
        String authority = head.substring(0, slash);
        int at = authority.lastIndexOf('@');
        String credentials = at < 0 ? "" : authority.substring(0, at);
        int colon = credentials.indexOf(':');
        String user = colon < 0 ? credentials : credentials.substring(0, colon);
        String password = colon < 0 ? "" : credentials.substring(colon + 1);
        return new DatabaseUrl(
                ServerAddress.parseAll(UrlQuery.decodePercent(authority.substring(at + 1))),
                part(path),
                part(user),
                part(password).map(Secret::new),
                DriverOptions.ofApplication(query));
    }

    private static Optional<String> part(String encoded) {
        return Optional.of(UrlQuery.decodePercent(encoded)).filter(text -> !text.isEmpty());
    }
}
