package io.promotionbus.approval.web;

import io.promotionbus.approval.CommitRange;
import io.promotionbus.approval.PersonDecision;
import io.promotionbus.approval.RequestState;
import io.promotionbus.approval.RequestView;
import io.promotionbus.approval.Side;
import io.promotionbus.approval.web.ApprovalResponse.ArtifactResponse;
import io.promotionbus.approval.web.ApprovalResponse.AskedResponse;
import io.promotionbus.approval.web.ApprovalResponse.AuthorResponse;
import io.promotionbus.approval.web.ApprovalResponse.BecauseResponse;
import io.promotionbus.approval.web.ApprovalResponse.CalendarResponse;
import io.promotionbus.approval.web.ApprovalResponse.ChangesResponse;
import io.promotionbus.approval.web.ApprovalResponse.CommitResponse;
import io.promotionbus.approval.web.ApprovalResponse.DecisionResponse;
import io.promotionbus.approval.web.ApprovalResponse.EvidenceResponse;
import io.promotionbus.approval.web.ApprovalResponse.PersonResponse;
import io.promotionbus.approval.web.ApprovalResponse.PullRequestResponse;
import io.promotionbus.approval.web.ApprovalResponse.RequestedResponse;
import io.promotionbus.approval.web.ApprovalResponse.RequirementResponse;
import io.promotionbus.approval.web.ApprovalResponse.SideResponse;
import io.promotionbus.approval.web.ApprovalResponse.YouResponse;
import io.promotionbus.promotion.web.PromotionResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Requests as JSON, with their sentences in the reader's language. */
@Component
class ApprovalPresenter {

    private final MessageSource messages;

    ApprovalPresenter(MessageSource messages) {
        this.messages = messages;
    }

    ApprovalResponse response(RequestView view, Locale locale) {
        var request = view.request();
        return new ApprovalResponse(
                request.id(),
                request.project(),
                request.stage(),
                request.freight(),
                request.state().slug(),
                request.createdAt(),
                request.expiresAt(),
                view.fingerprint(),
                requirements(view),
                request.decisions().stream()
                        .map(decision -> decision(decision, view))
                        .toList(),
                view.current() == null ? null : side(view.current()),
                side(view.incoming()),
                changes(view.commits(), locale),
                view.evidence().stream()
                        .map(evidence ->
                                new EvidenceResponse(evidence.stage(), evidence.verifiedAt(), evidence.healthySince()))
                        .toList(),
                new YouResponse(
                        view.you().may(),
                        because("you", view.you().slug(), view.you().argument(), locale)),
                asked(view, locale),
                view.calendar() == null
                        ? null
                        : new CalendarResponse(
                                view.calendar().freezes(),
                                view.calendar().openNow(),
                                view.calendar().nextChange()),
                request.state() instanceof RequestState.Superseded superseded ? superseded.by() : null,
                view.promotion() == null ? null : PromotionResponse.of(view.promotion()),
                ended(request.state(), locale),
                request.reopens(),
                request.asked() == null
                        ? null
                        : new RequestedResponse(
                                request.asked().username(), request.asked().reason()));
    }

    private static List<RequirementResponse> requirements(RequestView view) {
        List<RequirementResponse> require = new ArrayList<>();
        for (int i = 0; i < view.require().size(); i++) {
            require.add(new RequirementResponse(
                    view.require().get(i).role(),
                    view.require().get(i).count(),
                    view.met().get(i)));
        }
        return require;
    }

    private static DecisionResponse decision(PersonDecision decision, RequestView view) {
        String counted = view.counted().get(decision.who().subject());
        return new DecisionResponse(
                new PersonResponse(
                        decision.who().subject(),
                        decision.who().username(),
                        decision.who().name()),
                counted == null ? decision.roles().stream().sorted().findFirst().orElse(null) : counted,
                decision.kind().slug(),
                decision.comment(),
                decision.at());
    }

    private static SideResponse side(Side side) {
        return new SideResponse(
                side.freight(),
                side.alias(),
                side.artifacts().stream()
                        .map(artifact -> new ArtifactResponse(artifact.repository(), artifact.tag(), artifact.digest()))
                        .toList());
    }

    private ChangesResponse changes(CommitRange range, Locale locale) {
        return new ChangesResponse(
                range.status().slug(),
                range.commits().stream().map(ApprovalPresenter::commit).toList(),
                range.additions(),
                range.deletions(),
                because("changes", range.because(), "", locale));
    }

    private static CommitResponse commit(CommitRange.Commit commit) {
        return new CommitResponse(
                commit.sha(),
                commit.title(),
                commit.url(),
                commit.authors().stream()
                        .map(author -> new AuthorResponse(author.name(), author.login()))
                        .toList(),
                commit.pullRequest() == null
                        ? null
                        : new PullRequestResponse(
                                commit.pullRequest().number(),
                                commit.pullRequest().url()));
    }

    private @Nullable List<AskedResponse> asked(RequestView view, Locale locale) {
        return view.asked() == null
                ? null
                : view.asked().stream()
                        .map(asked -> new AskedResponse(
                                asked.person().username(),
                                asked.person().name(),
                                asked.may(),
                                because("they", asked.slug(), asked.argument(), locale)))
                        .toList();
    }

    private @Nullable BecauseResponse ended(RequestState state, Locale locale) {
        return switch (state) {
            case RequestState.Open open -> null;
            case RequestState.Approved approved -> null;
            case RequestState.Rejected rejected -> because("ended", "rejected", rejected.by(), locale);
            case RequestState.Superseded superseded -> because("ended", "superseded", "", locale);
            case RequestState.Expired expired ->
                because("ended", expired.approved() ? "approval-expired" : "request-expired", "", locale);
            case RequestState.Withdrawn withdrawn -> because("ended", withdrawn.because(), "", locale);
        };
    }

    private @Nullable BecauseResponse because(String about, @Nullable String slug, String argument, Locale locale) {
        if (slug == null) {
            return null;
        }
        String shown = argument.matches("[0-9a-f]{40}") ? argument.substring(0, 12) : argument;
        String general = messages.getMessage("approval." + about + ".other", null, slug, locale);
        String text = messages.getMessage("approval." + about + "." + slug, new Object[] {shown}, general, locale);
        return new BecauseResponse(slug, text == null ? slug : text);
    }
}
