using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Components.Text;

/// <summary>The texts of the site, with words that follow their numbers (<see cref="Counted"/>).</summary>
internal sealed class CountedTexts(IStringLocalizerFactory inner) : IStringLocalizerFactory
{
    public static IServiceCollection AddTo(IServiceCollection services)
    {
        services.AddLocalization();
        return services.Replace(
            ServiceDescriptor.Singleton<IStringLocalizerFactory>(provider => new CountedTexts(
                new ResourceManagerStringLocalizerFactory(
                    provider.GetRequiredService<IOptions<LocalizationOptions>>(),
                    provider.GetRequiredService<ILoggerFactory>()
                )
            ))
        );
    }

    public IStringLocalizer Create(Type resourceSource) =>
        new Localizer(inner.Create(resourceSource));

    public IStringLocalizer Create(string baseName, string location) =>
        new Localizer(inner.Create(baseName, location));

    private sealed class Localizer(IStringLocalizer inner) : IStringLocalizer
    {
        public LocalizedString this[string name] => inner[name];

        public LocalizedString this[string name, params object[] arguments] =>
            inner[name, Counted.In(arguments)];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            inner.GetAllStrings(includeParentCultures);
    }
}
