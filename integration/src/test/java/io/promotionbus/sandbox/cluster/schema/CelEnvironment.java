package io.promotionbus.sandbox.cluster.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** CEL as Kubernetes has it in schemas and admission policies, on JSON. Programs are compiled once. */
final class CelEnvironment {

    private static final Cel CEL = cel();
    private static final Map<String, CelRuntime.Program> PROGRAMS = new ConcurrentHashMap<>();

    private CelEnvironment() {}

    private static Cel cel() {
        var builder = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current().build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.strings())
                .addRuntimeLibraries(CelExtensions.strings());
        for (String variable : List.of(
                "self", "oldSelf", "object", "oldObject", "params", "request", "namespaceObject", "variables")) {
            builder.addVar(variable, SimpleType.DYN);
        }
        return builder.build();
    }

    /** Compiles an expression ahead of its first use; the first compilation of all loads the library. */
    static void prepare(String expression) {
        try {
            PROGRAMS.putIfAbsent(
                    expression, CEL.createProgram(CEL.compile(expression).getAst()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException("not CEL as Kubernetes has it: " + expression, e);
        }
    }

    /** An expression could not be compiled or evaluated. */
    static final class CelError extends Exception {
        CelError(String message) {
            super(message);
        }
    }

    static Object evaluate(String expression, Map<String, ?> variables) throws CelError {
        try {
            CelRuntime.Program program = PROGRAMS.get(expression);
            if (program == null) {
                program = CEL.createProgram(CEL.compile(expression).getAst());
                PROGRAMS.put(expression, program);
            }
            return program.eval(variables);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new CelError(String.valueOf(e.getMessage()));
        }
    }

    /** JSON as CEL sees it; null and missing are CEL's null. */
    static Object value(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return NullValue.NULL_VALUE;
        }
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(value(item)));
            return list;
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isIntegralNumber()) {
            return node.asLong();
        }
        return node.isNumber() ? (Object) node.asDouble() : node.asText();
    }
}
