using Dashboard.Core.Adoption;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>How many mail domains of an organisation receive protected, in a few words.</summary>
internal static class ProtectedWords
{
    public static string Of(IStringLocalizer texts, Share? share) =>
        share switch
        {
            null => texts["protected.none-published"],
            { Measured: 0 } => texts["protected.none-measured"],
            { Passed: 1, Measured: 1 } => texts["protected.the-one"],
            { Passed: 0, Measured: 1 } => texts["protected.not-the-one"],
            { } s when s.Passed == s.Measured => texts["protected.all", s.Measured],
            { Passed: 0 } s => texts["protected.not-one", s.Measured],
            { } s => texts["protected.some", s.Passed, s.Measured],
        };
}
