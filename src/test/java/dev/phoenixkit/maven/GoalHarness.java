package dev.phoenixkit.maven;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.ReaderFactory;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Goals of the plugin as Maven makes and fills them, by the descriptor that this build has generated. The test hands
 * {@link #session}, {@link #project} and {@link #execution} on to the harness by {@code @Provides}.
 */
final class GoalHarness extends MojoExtension {

    /** As read from {@code META-INF/maven/plugin.xml}. */
    static final PluginDescriptor DESCRIPTOR = descriptor();

    final MavenProject project = new MavenProject();
    final MavenSession session = session();
    final MojoExecution execution = new MojoExecution(new Plugin(), "any goal", "default-cli");
    private ExtensionContext context;

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        context = test;
        super.beforeEach(test);
    }

    /** Properties of the command line. */
    Properties commandLine() {
        return session.getUserProperties();
    }

    /** Properties of Maven's JVM. */
    Properties jvm() {
        return session.getSystemProperties();
    }

    /** A goal, filled from properties and from what stands in the plugin's configuration. */
    DatabaseMojo goal(String name, String configuration) throws Exception {
        Xpp3Dom dom = Xpp3DomBuilder.build(new StringReader("<configuration>" + configuration + "</configuration>"));
        Plugin plugin = new Plugin();
        plugin.setGroupId(DESCRIPTOR.getGroupId());
        plugin.setArtifactId(DESCRIPTOR.getArtifactId());
        plugin.setConfiguration(dom);
        project.getBuild().setPlugins(List.of(plugin));
        project.getBuild().flushPluginMap();
        execution.setMojoDescriptor(DESCRIPTOR.getMojo(name));
        Mojo mojo = lookupMojo(
                context, mojoCoordinates(name, DESCRIPTOR), new Xpp3Dom(dom), DESCRIPTOR, Path.of(getBasedir()));
        return (DatabaseMojo) mojo;
    }

    @SuppressWarnings("deprecation") // What else makes one is in Maven's own implementation.
    private MavenSession session() {
        MavenSession made =
                new MavenSession(null, new DefaultRepositorySystemSession(), new DefaultMavenExecutionRequest(), null);
        made.setCurrentProject(project);
        return made;
    }

    private static PluginDescriptor descriptor() {
        try (var in = GoalHarness.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            return new PluginDescriptorBuilder().build(ReaderFactory.newReader(in, StandardCharsets.UTF_8.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
