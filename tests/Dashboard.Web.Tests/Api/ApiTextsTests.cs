using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Core.Tests;
using Dashboard.Web.Features.Api;

namespace Dashboard.Web.Tests.Api;

/// <summary>Problems are in both languages: no title is in English alone.</summary>
public sealed partial class ApiTextsTests
{
    [Fact]
    public void Every_problem_of_the_api_has_dutch_words()
    {
        var titles = Directory
            .EnumerateFiles(
                Path.Combine(RepositoryFiles.Root, "src/Dashboard.Web/Features"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .SelectMany(file => Title().Matches(File.ReadAllText(file)))
            .Select(title => title.Groups[1].Value)
            .Concat(ApiProblems.Details.Values)
            .Append(ApiProblems.OtherDetail)
            .Distinct()
            .ToList();

        titles.Count.ShouldBeGreaterThan(20);
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("nl");
            foreach (var title in titles)
            {
                ApiTexts.Translated(title).ShouldNotBe(title);
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>The title behind the status of a problem, whichever part of the site tells it; keys of texts begin with a small letter.</summary>
    [GeneratedRegex(
        @"(?:StatusCodes\.Status[45]\d\d\w*|ApiProblems\.Of\(\s*\w+),\s*\$?""([A-Z][^""]+)"""
    )]
    private static partial Regex Title();
}
