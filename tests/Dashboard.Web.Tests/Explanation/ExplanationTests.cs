using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Explanation;
using Dashboard.Web.Tests.Texts;

namespace Dashboard.Web.Tests.Explanation;

/// <summary>Every topic has one place, and what leads to a topic leads somewhere.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public void Topic_is_in_one_group() =>
        Topics.Groups.SelectMany(group => group.Topics).ShouldBeUnique();

    [Fact]
    public void Group_has_its_heading() =>
        TextsTests.Covers<ExplanationTexts>(Topics.Groups.Select(group => $"index.{group.Key}"));

    [Fact]
    public void Every_standard_leads_to_a_topic() =>
        Enum.GetValues<MailStandard>()
            .Select(Topics.Of)
            .ShouldAllBe(topic => topic != null && Topics.All.Contains(topic));

    [Fact]
    public void Step_leads_to_a_topic_that_exists()
    {
        var steps = typeof(AdviceSlug)
            .GetFields()
            .Where(field => field.IsLiteral)
            .Select(field => Topics.OfAdvice((string)field.GetRawConstantValue()!))
            .Where(topic => topic is not null)
            .ToList();

        steps.Count.ShouldBeGreaterThan(5);
        steps.ShouldAllBe(topic => Topics.All.Contains(topic!));
    }

    /// <summary>An administrator who uses a text replaces our names by their own; nothing else of ours is in it.</summary>
    [Fact]
    public void Ready_text_names_examples_only()
    {
        foreach (var (_, text) in Topics.All.SelectMany(ReadyConfiguration.Of))
        {
            text.Replace("example.nl", string.Empty, StringComparison.Ordinal)
                .ShouldNotContain(".nl");
        }
    }

    /// <summary>A file that the mail server never reads, or a connector that names another certificate, changes nothing.</summary>
    [Theory]
    [InlineData(Topics.Renewal, "certbot", "systemctl reload postfix")]
    [InlineData(Topics.Renewal, "acme-sh", "systemctl reload postfix")]
    [InlineData(Topics.Renewal, "caddy-files", "systemctl reload postfix")]
    [InlineData(Topics.Renewal, "exchange-server", "-TlsCertificateName")]
    [InlineData(Topics.Rollover, "next-request", "certbot certonly --csr")]
    public void Ready_text_brings_the_certificate_to_the_mail_server(
        string topic,
        string label,
        string command
    ) =>
        ReadyConfiguration
            .Of(topic)
            .Single(part => part.Label == label)
            .Text.ShouldContain(command);

    [Fact]
    public void Renewal_has_a_ready_text_for_each_program()
    {
        var labels = ReadyConfiguration.Of(Topics.Renewal).Select(part => part.Label).ToList();

        labels.ShouldBe(
            [
                "certbot",
                "acme-sh",
                "caddy",
                "caddy-files",
                "postfix",
                "exim",
                "exchange-server",
                "exchange-online",
                "check",
            ],
            ignoreOrder: true
        );
        TextsTests.Covers<StandardTexts>(
            Topics.All.SelectMany(ReadyConfiguration.Of).Select(part => $"config.{part.Label}")
        );
    }
}
