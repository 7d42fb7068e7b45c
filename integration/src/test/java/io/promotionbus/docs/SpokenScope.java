package io.promotionbus.docs;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an expression comes to as text at a place, from the methods of the class and the local variables of the method. */
record SpokenScope(Map<String, MethodTree> methods, Map<String, ExpressionTree> variables) {

    /** Stands for what only shows when it runs. */
    private static final String VALUE = "{}";

    private static final int DEPTH = 8;

    SpokenScope with(Map<String, MethodTree> more) {
        Map<String, MethodTree> all = new HashMap<>(methods);
        all.putAll(more);
        return new SpokenScope(all, Map.of());
    }

    SpokenScope inside(MethodTree method) {
        Map<String, ExpressionTree> locals = new HashMap<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
                if (variable.getInitializer() != null) {
                    locals.put(variable.getName().toString(), variable.getInitializer());
                }
                return super.visitVariable(variable, unused);
            }
        }.scan(method.getBody(), null);
        return new SpokenScope(methods, locals);
    }

    /** All it may come to; empty where that is nothing. */
    Set<String> says(Tree expression) {
        return says(expression, DEPTH);
    }

    private Set<String> says(Tree expression, int depth) {
        Set<String> said = depth == 0 ? Set.of(VALUE) : said(expression, depth - 1);
        return said.stream()
                .map(sentence -> hasWords(sentence) || sentence.isEmpty() ? sentence : VALUE)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> said(Tree expression, int depth) {
        return switch (expression) {
            case LiteralTree literal -> literal.getValue() == null ? Set.of() : Set.of(text(literal));
            case ParenthesizedTree inner -> says(inner.getExpression(), depth);
            case ConditionalExpressionTree either ->
                union(List.of(either.getTrueExpression(), either.getFalseExpression()), depth);
            case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> joined(sum, depth);
            case SwitchExpressionTree cases -> values(cases, depth);
            case IdentifierTree name
            when variables.containsKey(name.getName().toString()) ->
                says(variables.get(name.getName().toString()), depth);
            case MethodInvocationTree list
            when list.getMethodSelect().toString().equals("List.of") -> union(list.getArguments(), depth);
            case MethodInvocationTree call
            when methods.containsKey(call.getMethodSelect().toString()) ->
                returned(methods.get(call.getMethodSelect().toString()), depth);
            default -> Set.of(VALUE);
        };
    }

    private static String text(LiteralTree literal) {
        return literal.getKind() == Tree.Kind.STRING_LITERAL
                ? literal.getValue().toString()
                : VALUE;
    }

    private Set<String> union(List<? extends Tree> expressions, int depth) {
        return expressions.stream()
                .flatMap(expression -> says(expression, depth).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> joined(BinaryTree sum, int depth) {
        Set<String> all = new LinkedHashSet<>();
        for (String left : raw(sum.getLeftOperand(), depth)) {
            raw(sum.getRightOperand(), depth).forEach(right -> all.add(left + right));
        }
        return all;
    }

    /** As {@link #says}, with punctuation kept: it is part of a longer sentence. */
    private Set<String> raw(Tree part, int depth) {
        return switch (part) {
            case LiteralTree literal -> Set.of(text(literal));
            case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> joined(sum, depth);
            default -> says(part, depth);
        };
    }

    private Set<String> values(SwitchExpressionTree cases, int depth) {
        return union(
                cases.getCases().stream()
                        .map(one -> one.getBody())
                        .filter(ExpressionTree.class::isInstance)
                        .toList(),
                depth);
    }

    private Set<String> returned(MethodTree method, int depth) {
        SpokenScope there = inside(method);
        List<ExpressionTree> results = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitReturn(ReturnTree result, @Nullable Void unused) {
                results.add(result.getExpression());
                return super.visitReturn(result, unused);
            }

            @Override
            public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void unused) {
                return null;
            }
        }.scan(method.getBody(), null);
        return there.union(results, depth);
    }

    static boolean hasWords(String sentence) {
        return sentence.chars().anyMatch(Character::isLetter);
    }
}
