package io.promotionbus.sandbox.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.sandbox.source.Commits.Commit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The bodies that GitHub and Docker Hub post, with the members that they really carry. */
public final class Webhooks {

    private static final String HTML = "https://github.com/";

    private Webhooks() {}

    /** GitHub's {@code push} of the merge to {@code main}. */
    public static byte[] push(Pushed push) {
        List<Commit> commits = Commits.of(push);
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("ref", "refs/heads/" + Commits.BRANCH);
        body.put("before", push.before());
        body.put("after", push.commit());
        body.put("created", false).put("deleted", false).put("forced", false);
        body.putNull("base_ref");
        body.put("compare", HTML + Commits.REPOSITORY + "/compare/" + push.before() + "..." + push.commit());
        ArrayNode list = body.putArray("commits");
        commits.forEach(commit -> list.add(commit(commit, push)));
        body.set("head_commit", commit(commits.getLast(), push));
        body.set("repository", repository());
        body.putObject("pusher").put("name", push.author()).put("email", Commits.mailOf(push.author()));
        body.set("sender", user(push.author()));
        return Json.bytes(body);
    }

    /** GitHub's {@code pull_request} with action {@code closed}, merged. */
    public static byte[] merged(Pushed push) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("action", "closed");
        body.put("number", push.pullRequest());
        body.set("pull_request", pullRequest(push));
        body.set("repository", repository());
        body.set("sender", user(push.author()));
        return Json.bytes(body);
    }

    public static ObjectNode pullRequest(Pushed push) {
        ObjectNode pull = Json.MAPPER.createObjectNode();
        pull.put("id", 9_000_000L + push.pullRequest());
        pull.put("number", push.pullRequest());
        pull.put("state", "closed");
        pull.put("title", push.message().lines().findFirst().orElse(""));
        pull.put("html_url", HTML + Commits.REPOSITORY + "/pull/" + push.pullRequest());
        pull.set("user", user(push.author()));
        pull.put("merged", true);
        pull.put("merged_at", push.at().toString());
        pull.put("merge_commit_sha", push.commit());
        pull.set("merged_by", user(push.author()));
        pull.putObject("head").put("ref", "change-" + push.pullRequest()).put("sha", push.branchCommit());
        pull.putObject("base").put("ref", Commits.BRANCH).put("sha", push.before());
        return pull;
    }

    private static ObjectNode commit(Commit commit, Pushed push) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("id", commit.sha());
        node.put("tree_id", Images.hash("SHA-1", commit.sha().getBytes(StandardCharsets.US_ASCII)));
        node.put("distinct", true);
        node.put("message", commit.message());
        node.put("timestamp", commit.at().toString());
        node.put("url", HTML + Commits.REPOSITORY + "/commit/" + commit.sha());
        for (String role : List.of("author", "committer")) {
            node.putObject(role)
                    .put("name", Commits.nameOf(commit.author()))
                    .put("email", Commits.mailOf(commit.author()))
                    .put("username", commit.author());
        }
        node.putArray("added");
        node.putArray("removed");
        node.putArray("modified").add(push.image() + "/change.txt");
        return node;
    }

    public static ObjectNode repository() {
        String[] name = Commits.REPOSITORY.split("/");
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("id", 4_242);
        node.put("name", name[1]);
        node.put("full_name", Commits.REPOSITORY);
        node.put("private", false);
        node.set("owner", user(name[0]));
        node.put("html_url", HTML + Commits.REPOSITORY);
        node.put("url", "https://api.github.com/repos/" + Commits.REPOSITORY);
        node.put("clone_url", HTML + Commits.REPOSITORY + ".git");
        node.put("default_branch", Commits.BRANCH);
        return node;
    }

    public static ObjectNode user(String login) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("login", login);
        node.put("id", 1_000 + Math.abs(login.hashCode() % 1_000));
        node.put("html_url", HTML + login);
        node.put("type", "User");
        return node;
    }

    /** Docker Hub's post for one image; every post of one push is the same. */
    public static byte[] dockerHub(String image, Pushed push) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put(
                "callback_url",
                "https://registry.hub.docker.com/u/acme/" + image + "/hook/2141b5bi5i5b02bec211i4eeih0242eg11000a/");
        body.set(
                "push_data",
                Json.MAPPER.valueToTree(Map.of(
                        "pushed_at", push.at().getEpochSecond(),
                        "pusher", Images.OWNER,
                        "tag", push.tag(),
                        "images", List.of(),
                        "media_type", Images.INDEX)));
        ObjectNode repository = body.putObject("repository");
        repository.put("status", "Active");
        repository.put("description", "");
        repository.put("is_trusted", false);
        repository.put("full_description", "");
        repository.put("repo_url", "https://hub.docker.com/r/" + Images.OWNER + "/" + image);
        repository.put("owner", Images.OWNER);
        repository.put("is_official", false);
        repository.put("is_private", false);
        repository.put("name", image);
        repository.put("namespace", Images.OWNER);
        repository.put("star_count", 0);
        repository.put("comment_count", 0);
        repository.put("date_created", 1_767_614_400);
        repository.put("repo_name", Images.OWNER + "/" + image);
        return Json.bytes(body);
    }
}
