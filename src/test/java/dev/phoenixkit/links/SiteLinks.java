package dev.phoenixkit.links;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Follows every link of a rendered site that stays in it; links to other hosts are not followed. {@code mvn site} starts it
 * from its source, so it uses nothing but the JDK.
 */
public final class SiteLinks {
    private static final Pattern LINK = Pattern.compile("\\s(?:href|src)\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern TARGET = Pattern.compile("\\s(?:id|name)\\s*=\\s*\"([^\"]*)\"");

    private final Path site;
    private int followed;

    private SiteLinks(Path site) {
        this.site = site.toAbsolutePath().normalize();
    }

    /**
     * Fails where a link is broken.
     *
     * @param args the site's folder, and the names of pages that must be there
     */
    public static void main(String[] args) throws IOException {
        SiteLinks links = new SiteLinks(Path.of(args[0]));
        List<String> broken = links.broken(List.of(args).subList(1, args.length));
        if (!broken.isEmpty()) {
            throw new IllegalStateException("The site has broken links:\n  " + String.join("\n  ", broken));
        }
        System.out.println("Links within the site: " + links.followed + ", none of them broken.");
    }

    /** The broken links of a site, and the pages that it lacks. */
    static List<String> broken(Path site, String... pages) throws IOException {
        return new SiteLinks(site).broken(List.of(pages));
    }

    private List<String> broken(List<String> expected) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String page : expected) {
            if (!Files.exists(site.resolve(page))) {
                broken.add(page + " is missing");
            }
        }
        List<Path> pages;
        try (Stream<Path> files = Files.walk(site)) {
            pages = files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
        for (Path page : pages) {
            for (String link : found(LINK, page)) {
                if (!leads(page, URI.create(link))) {
                    broken.add(site.relativize(page) + ": " + link);
                }
            }
        }
        return broken;
    }

    private boolean leads(Path page, URI link) throws IOException {
        if (link.isAbsolute()) {
            return true;
        }
        followed++;
        String path = link.getPath() == null ? "" : link.getPath();
        Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (Files.isDirectory(target)) {
            target = target.resolve("index.html");
        }
        if (!target.startsWith(site) || !Files.exists(target)) {
            return false;
        }
        String place = link.getFragment();
        return place == null || place.isEmpty() || found(TARGET, target).contains(place);
    }

    private static List<String> found(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
