using System.Globalization;
using Bunit;
using Dashboard.Web.Components.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Support;

/// <summary>Renders single components with the program's own texts, in one language.</summary>
internal sealed class ComponentContext : BunitContext
{
    public ComponentContext(string language = "nl")
    {
        CountedTexts.AddTo(Services);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture;
    }
}
