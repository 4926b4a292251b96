package dev.phoenixkit.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.pitest.classinfo.ClassByteArraySource;
import org.pitest.help.PitHelpError;
import org.pitest.testapi.AbstractTestUnit;
import org.pitest.testapi.Configuration;
import org.pitest.testapi.Description;
import org.pitest.testapi.ResultCollector;
import org.pitest.testapi.TestGroupConfig;
import org.pitest.testapi.TestPluginFactory;
import org.pitest.testapi.TestSuiteFinder;
import org.pitest.testapi.TestUnit;
import org.pitest.testapi.TestUnitFinder;

/**
 * JUnit's tests for PIT, each method one test. PIT's own plugin for JUnit runs a class to find its tests, again in each
 * JVM that tries mutants: with tests that take minutes, that is nearly all it would do.
 */
public final class DiscoveredTests implements TestPluginFactory {
    private static final Launcher JUNIT = LauncherFactory.create();

    @Override
    public String name() {
        return "discovered";
    }

    @Override
    public String description() {
        return "JUnit's tests, found without running them";
    }

    @Override
    public Configuration createTestFrameworkConfiguration(
            TestGroupConfig groups,
            ClassByteArraySource source,
            Collection<String> excludedRunners,
            Collection<String> includedTestMethods) {
        return new Configuration() {
            @Override
            public TestUnitFinder testUnitFinder() {
                return (type, listener) ->
                        // Those of an inner class are found with the outer one.
                        type.getEnclosingClass() == null ? find(type, groups.getExcludedGroups()) : List.of();
            }

            @Override
            public TestSuiteFinder testSuiteFinder() {
                return type -> List.of();
            }

            @Override
            public Optional<PitHelpError> verifyEnvironment() {
                return Optional.empty();
            }
        };
    }

    private static List<TestUnit> find(Class<?> type, List<String> excludedTags) {
        TestPlan plan = JUNIT.discover(request(selectClass(type.getName()))
                .filters(TagFilter.excludeTags(excludedTags))
                .build());
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .filter(test -> test.getSource().orElse(null) instanceof MethodSource)
                .<TestUnit>map(test -> new Test(new Description(test.getUniqueId(), type)))
                .toList();
    }

    private static LauncherDiscoveryRequestBuilder request(DiscoverySelector selector) {
        return LauncherDiscoveryRequestBuilder.request().selectors(selector);
    }

    private static final class Test extends AbstractTestUnit {
        private final LauncherDiscoveryRequest request;

        Test(Description description) {
            super(description);
            request = request(selectUniqueId(description.getName())).build();
        }

        @Override
        public void execute(ResultCollector results) {
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            results.notifyStart(getDescription());
            JUNIT.execute(request, summary);
            summary.getSummary().getFailures().stream()
                    .findFirst()
                    .ifPresentOrElse(
                            failure -> results.notifyEnd(getDescription(), failure.getException()),
                            () -> results.notifyEnd(getDescription()));
        }
    }
}
