package io.promotionbus.kargo.spring;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the bus reaches the cluster. Address and credentials are the usual ones: {@code KUBECONFIG}, or the pod's
 * ServiceAccount.
 *
 * @param argocdNamespace where Argo CD keeps its Applications
 * @param connectTimeout wall time
 * @param requestTimeout wall time for one request; shorter than any lease under which a request is made
 * @param relistEvery how often everything is listed again, in case a watch went deaf
 */
@Validated
@ConfigurationProperties("bus.kubernetes")
public record KargoProperties(
        @NotBlank @DefaultValue("argocd") String argocdNamespace,
        @NotNull @DefaultValue("3s") Duration connectTimeout,
        @NotNull @DefaultValue("8s") Duration requestTimeout,
        @NotNull @DefaultValue("5m") Duration relistEvery) {}
