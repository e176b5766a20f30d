using System.Text.Json.Serialization;
using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Explanation.Relations;

/// <summary>What the figure shows; the words are keys of its texts and of addresses on the page.</summary>
internal enum RelationNode
{
    [JsonStringEnumMemberName("starttls")]
    StartTls,
    Dane,
    Tls,

    [JsonStringEnumMemberName("x509")]
    X509,
    Dnssec,
    MtaSts,
    Spf,
    Dkim,
    Dmarc,

    [JsonStringEnumMemberName("smime")]
    Smime,
    Pgp,
    Retrieval,
}

/// <summary>Where a node is in the figure, and how it is drawn.</summary>
/// <param name="X">Of its middle.</param>
/// <param name="Y">Of its middle.</param>
/// <param name="Heavy">What the product is about.</param>
/// <param name="Dashed">An alternative.</param>
/// <param name="Standards">What a receiving test measures of it; none for what it does not.</param>
internal sealed record RelationPlace(
    RelationNode Node,
    int X,
    int Y,
    int Width = 150,
    bool Heavy = false,
    bool Dashed = false,
    params IReadOnlyList<MailStandard> Standards
);

/// <summary>What one thing does with another.</summary>
/// <param name="Label">Key of its words.</param>
/// <param name="Path">In the figure, as SVG writes it.</param>
/// <param name="LabelX">Of the middle of its words.</param>
/// <param name="LabelY">Of the line they stand on.</param>
/// <param name="Drawn">False where another arrow stands for it: a group has one.</param>
internal sealed record RelationArrow(
    RelationNode From,
    RelationNode To,
    string Label,
    string Path,
    int LabelX,
    int LabelY,
    bool Dashed = false,
    bool Drawn = true
);

/// <summary>How STARTTLS and DANE relate to the other standards, as data for the figure and the list beneath it.</summary>
internal static class Relations
{
    public static IReadOnlyList<RelationPlace> Places { get; } =
    [
        new(RelationNode.StartTls, 720, 350, Heavy: true, Standards: MailStandard.StartTls),
        new(RelationNode.Dane, 440, 450, Heavy: true, Standards: MailStandard.Dane),
        new(RelationNode.Tls, 900, 720, Standards: MailStandard.TlsNcsc),
        new(RelationNode.X509, 580, 720),
        new(
            RelationNode.Dnssec,
            250,
            720,
            Standards: [MailStandard.DnssecDomain, MailStandard.DnssecMx]
        ),
        new(RelationNode.MtaSts, 650, 480, Dashed: true, Standards: MailStandard.MtaSts),
        new(RelationNode.Spf, 170, 235, 130, Standards: MailStandard.Spf),
        new(RelationNode.Dkim, 370, 235, 130, Standards: MailStandard.Dkim),
        new(RelationNode.Dmarc, 270, 150, 150, Standards: MailStandard.Dmarc),
        new(RelationNode.Smime, 540, 55),
        new(RelationNode.Pgp, 760, 55, 110),
        new(RelationNode.Retrieval, 1020, 350, 216),
    ];

    public static IReadOnlyList<RelationArrow> Arrows { get; } =
    [
        new(RelationNode.StartTls, RelationNode.Tls, "starts", "M745 373L873 692", 835, 560),
        new(RelationNode.Dane, RelationNode.StartTls, "verifies", "M500 427L645 364", 418, 417),
        new(RelationNode.Dane, RelationNode.Dnssec, "needs", "M415 473L278 692", 352, 590),
        new(RelationNode.Dane, RelationNode.X509, "pins", "M455 473L558 692", 478, 560),
        new(RelationNode.Tls, RelationNode.X509, "shows", "M825 720H660", 742, 710),
        new(
            RelationNode.MtaSts,
            RelationNode.StartTls,
            "mandatory",
            "M665 457L703 378",
            720,
            428,
            Dashed: true
        ),
        new(RelationNode.MtaSts, RelationNode.X509, "trusts", "M642 503L592 692", 728, 615),
        new(RelationNode.Dmarc, RelationNode.Spf, "weighs", "M240 173L195 208", 190, 190),
        new(RelationNode.Dmarc, RelationNode.Dkim, "weighs", "M300 173L345 208", 350, 190),
        new(RelationNode.Spf, RelationNode.Dnssec, "safer", "M256 275V692", 206, 590, Dashed: true),
        new(RelationNode.Dkim, RelationNode.Dnssec, "safer", "", 0, 0, Dashed: true, Drawn: false),
        new(RelationNode.Dmarc, RelationNode.Dnssec, "safer", "", 0, 0, Dashed: true, Drawn: false),
        new(RelationNode.Retrieval, RelationNode.Tls, "use", "M1015 373L925 692", 985, 560),
        new(RelationNode.Smime, RelationNode.X509, "uses", "M540 78L566 692", 560, 300),
    ];
}
