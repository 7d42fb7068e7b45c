package io.promotionbus.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Reads from the sources what the bus says at given places; a value that is put in is {@code {}}. */
final class SpokenSentences {

    /**
     * @param file simple name of the only class it counts in, absent for all
     * @param call the constructor's or method's name as it is written; with a leading dot only of another object
     */
    record Place(@Nullable String file, String call, int argument) {
        private boolean is(String written) {
            return call.startsWith(".") ? written.endsWith(call) : ("." + written).endsWith("." + call);
        }
    }

    private final List<Place> places;
    private final Set<String> found = new TreeSet<>();

    private SpokenSentences(List<Place> places) {
        this.places = places;
    }

    static Set<String> in(Path sources, List<Place> places) throws IOException {
        SpokenSentences spoken = new SpokenSentences(places);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> walk = Files.walk(sources);
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> java = walk.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("package-info.java"))
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(java));
            for (CompilationUnitTree unit : task.parse()) {
                String name =
                        Path.of(unit.getSourceFile().toUri()).getFileName().toString();
                spoken.read(name.substring(0, name.length() - ".java".length()), unit);
            }
        }
        return spoken.found;
    }

    private void read(String file, CompilationUnitTree unit) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            private SpokenScope scope = new SpokenScope(Map.of(), Map.of());

            @Override
            public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
                SpokenScope outer = scope;
                scope = outer.with(methods(type));
                super.visitClass(type, unused);
                scope = outer;
                return null;
            }

            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
                SpokenScope outer = scope;
                scope = outer.inside(method);
                super.visitMethod(method, unused);
                scope = outer;
                return null;
            }

            @Override
            public @Nullable Void visitNewClass(NewClassTree call, @Nullable Void unused) {
                heard(call.getIdentifier().toString(), call.getArguments());
                return super.visitNewClass(call, unused);
            }

            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
                heard(call.getMethodSelect().toString(), call.getArguments());
                return super.visitMethodInvocation(call, unused);
            }

            private void heard(String call, List<? extends ExpressionTree> arguments) {
                places.stream()
                        .filter(place -> place.file() == null || place.file().equals(file))
                        .filter(place -> place.is(call))
                        .filter(place -> place.argument() < arguments.size())
                        .flatMap(place -> scope.says(arguments.get(place.argument())).stream())
                        .filter(SpokenScope::hasWords)
                        .forEach(found::add);
            }
        }.scan(unit, null);
    }

    private static Map<String, MethodTree> methods(ClassTree type) {
        return type.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .collect(
                        Collectors.toMap(method -> method.getName().toString(), method -> method, (one, other) -> one));
    }
}
