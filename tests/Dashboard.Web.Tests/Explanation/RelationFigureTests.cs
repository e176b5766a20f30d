using Bunit;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Explanation.Relations;
using Dashboard.Web.Tests.Components;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Explanation;

/// <summary>The relation figure is drawn and said in words alike, in both languages.</summary>
public sealed class RelationFigureTests
{
    [Fact]
    public void Figure_has_every_thing_once_and_leads_to_its_sentence()
    {
        using var context = new ComponentContext();
        var figure = context.Render<RelationFigure>(p => p.Add(c => c.Page, "/help/relations"));

        var nodes = Enum.GetValues<RelationNode>();
        Relations.Places.Select(place => place.Node).ShouldBe(nodes, ignoreOrder: true);
        figure
            .FindAll("svg a")
            .Select(link => link.GetAttribute("href"))
            .ShouldBe(
                nodes.Select(node => $"/help/relations#relation-{Slug.Of(node)}"),
                ignoreOrder: true
            );
        foreach (var node in nodes)
        {
            figure.FindAll($"[id='relation-{Slug.Of(node)}']").Count.ShouldBe(1);
        }
    }

    [Fact]
    public void Words_say_what_each_arrow_says()
    {
        using var context = new ComponentContext();
        var figure = context.Render<RelationFigure>(p => p.Add(c => c.Page, "/help/relations"));

        figure
            .FindAll(".relations-does")
            .Select(line =>
                string.Join(
                    ' ',
                    line.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)
                )
            )
            .ShouldBe(
                [
                    "start TLS",
                    "verplicht en controleert STARTTLS",
                    "heeft nodig DNSSEC",
                    "legt vast x509",
                    "toont x509",
                    "verplicht STARTTLS",
                    "vertrouwt publieke uitgevers x509",
                    "weegt SPF",
                    "weegt DKIM",
                    "veiliger met DNSSEC",
                    "veiliger met DNSSEC",
                    "veiliger met DNSSEC",
                    "gebruiken TLS",
                    "gebruikt x509",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void Nothing_leads_from_letter_or_name_to_Dane() =>
        Relations
            .Arrows.Where(arrow => arrow.To == RelationNode.Dane || arrow.From == RelationNode.Dane)
            .Select(arrow => arrow.From)
            .Distinct()
            .ShouldBe([RelationNode.Dane]);

    [Fact]
    public void Domain_s_own_state_stands_with_what_is_measured()
    {
        using var context = new ComponentContext();
        var figure = context.Render<RelationFigure>(p =>
            p.Add(c => c.Page, "/x")
                .Add(
                    c => c.Standards,
                    [
                        .. Enum.GetValues<MailStandard>()
                            .Select(standard => new StandardVerdict
                            {
                                Standard = standard,
                                MethodVersion = "x",
                                Status = "x",
                                Forum = StandardOutcome.Passed,
                                Strict =
                                    standard == MailStandard.DnssecMx
                                        ? StandardOutcome.Failed
                                        : StandardOutcome.Passed,
                            }),
                    ]
                )
        );

        figure
            .FindAll(".relations-state a")
            .Select(state => state.GetAttribute("href"))
            .ShouldBe(
                new[]
                {
                    MailStandard.DnssecDomain,
                    MailStandard.DnssecMx,
                    MailStandard.TlsNcsc,
                    MailStandard.MtaSts,
                    MailStandard.Spf,
                    MailStandard.Dkim,
                    MailStandard.Dmarc,
                }.Select(s => $"/x#standard-{Slug.Of(s)}"),
                ignoreOrder: true
            );
        // The worse of its two.
        Mark("dnssec").ShouldBe("Niet goed");
        Mark("mta-sts").ShouldBe("Goed");
        Mark("pgp").ShouldBeNull();

        string? Mark(string node) =>
            figure
                .Find($"svg a[href='/x#relation-{node}']")
                .QuerySelector(".relations-mark")
                ?.TextContent;
    }
}
