using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Core.Adoption;
using static Dashboard.Core.Adoption.FigureStandard;

namespace Dashboard.Core.Tests.Adoption;

/// <summary>The agreements are those of the governments: which standards, by when, no more and no less.</summary>
public sealed partial class AgreementTests
{
    [Theory]
    [InlineData(2017, Dnssec, Spf, Dkim, Dmarc)]
    [InlineData(2019, StartTls, Dane, Spf, Dmarc)]
    [InlineData(2021, Ipv6Mx)]
    public void Agreement_has_its_standards(int year, params FigureStandard[] standards) =>
        Agreement
            .All.Where(agreement => agreement.Deadline == new DateOnly(year, 12, 31))
            .ShouldHaveSingleItem()
            .Standards.ShouldBe(standards);

    [Fact]
    public void No_other_day_was_agreed_on() =>
        Agreement
            .All.Select(agreement => agreement.Deadline?.Year)
            .ShouldBe([2017, 2019, 2021, null]);

    /// <summary>DNSSEC is not part of what had to be there by 2019.</summary>
    [Theory]
    [InlineData(Dnssec, 2017)]
    [InlineData(Spf, 2017, 2019)]
    [InlineData(Dmarc, 2017, 2019)]
    [InlineData(Dkim, 2017)]
    [InlineData(Dane, 2019)]
    [InlineData(StartTls, 2019)]
    [InlineData(TlsNcsc)]
    [InlineData(MtaSts)]
    public void Standard_has_the_deadlines_of_its_agreements(
        FigureStandard standard,
        params int[] years
    ) =>
        Agreement
            .All.Where(agreement => agreement.Standards.Contains(standard))
            .Select(agreement => agreement.Deadline?.Year)
            .OfType<int>()
            .ShouldBe(years);

    [Fact]
    public void Documentation_has_each_agreement() =>
        Row()
            .Matches(RepositoryFiles.Read("docs/exports.md"))
            .Select(row => $"{row.Groups["slug"]} {row.Groups["year"]} {row.Groups["standards"]}")
            .ShouldBe(
                Agreement.All.Select(agreement =>
                    $"{agreement.Slug} {agreement.Deadline?.ToString("yyyy", CultureInfo.InvariantCulture) ?? "no agreement"} "
                    + string.Join(' ', agreement.Standards.Select(each => $"`{Slug.Of(each)}`"))
                )
            );

    [GeneratedRegex(
        @"^\| `(?<slug>[a-z0-9-]+)` \| (?<year>\d{4}|no agreement) \| (?<standards>[^|]+) \|\r?$",
        RegexOptions.Multiline
    )]
    private static partial Regex Row();
}
