package dev.phoenixkit.maven;

import dev.phoenixkit.maven.parameters.Parameters;
import dev.phoenixkit.maven.parameters.Parameters.Element;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Finds what was given for a goal's parameters. The configuration is read from the project's model, since that of the
 * execution no longer holds elements that the goal does not know.
 *
 * @param session the build
 * @param project the module; Maven makes up one where there is no POM
 * @param execution of the goal
 */
record ParameterSources(MavenSession session, MavenProject project, MojoExecution execution) {

    /** The generated goal, whose parameters have properties without a prefix. */
    private static final String HELP = "help";

    Parameters read() {
        return new Parameters(
                names(goal -> true),
                names(goal -> !goal.equals(HELP)),
                configuration(),
                session.getUserProperties(),
                session.getSystemProperties(),
                project.getProperties());
    }

    private Set<String> names(Predicate<String> goals) {
        return execution.getMojoDescriptor().getPluginDescriptor().getMojos().stream()
                .filter(mojo -> goals.test(mojo.getGoal()))
                .map(MojoDescriptor::getParameters)
                .flatMap(List::stream)
                .filter(Parameter::isEditable)
                .map(Parameter::getName)
                .collect(Collectors.toSet());
    }

    private List<Element> configuration() {
        String key = execution.getMojoDescriptor().getPluginDescriptor().getPluginLookupKey();
        Plugin plugin = project.getPlugin(key);
        if (plugin == null && project.getPluginManagement() != null) {
            plugin = project.getPluginManagement().getPluginsAsMap().get(key);
        }
        if (plugin == null) {
            return List.of();
        }
        // An execution holds the plugin's configuration, too.
        PluginExecution bound = plugin.getExecutionsAsMap().get(execution.getExecutionId());
        Object configuration = bound == null ? plugin.getConfiguration() : bound.getConfiguration();
        return configuration == null
                ? List.of()
                : Stream.of(((Xpp3Dom) configuration).getChildren())
                        .map(this::element)
                        .toList();
    }

    private Element element(Xpp3Dom element) {
        // A list is written as the command line would have it.
        String text = Stream.of(element.getChildCount() == 0 ? new Xpp3Dom[] {element} : element.getChildren())
                .map(part -> Objects.toString(part.getValue(), ""))
                .collect(Collectors.joining(","));
        return new Element(element.getName(), text, text.contains("${") ? evaluate(text) : text);
    }

    /** What Maven makes of expressions that were left for the execution; null where that is nothing. */
    private String evaluate(String text) {
        try {
            Object value = new PluginParameterExpressionEvaluator(session, execution).evaluate(text);
            return value == null ? null : value.toString();
        } catch (ExpressionEvaluationException e) {
            return null;
        }
    }
}
