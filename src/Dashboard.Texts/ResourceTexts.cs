using System.Collections;
using System.Globalization;
using System.Resources;
using Microsoft.Extensions.Localization;

namespace Dashboard.Texts;

/// <summary>Texts in one language, for a program that has no visitor whose language it could follow.</summary>
/// <typeparam name="TTexts">The class that the texts are named after.</typeparam>
public sealed class ResourceTexts<TTexts>(CultureInfo language) : IStringLocalizer<TTexts>
{
    private static readonly ResourceManager Resources = new(typeof(TTexts));

    public LocalizedString this[string name] =>
        Resources.GetString(name, language) is { } text
            ? new(name, text)
            : new(name, name, resourceNotFound: true);

    public LocalizedString this[string name, params object[] arguments] =>
        this[name] is { ResourceNotFound: false } found
            ? new(name, string.Format(language, found.Value, Counted.In(arguments)))
            : this[name];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        Resources
            .GetResourceSet(language, createIfNotExists: true, includeParentCultures)
            ?.Cast<DictionaryEntry>()
            .Select(entry => this[(string)entry.Key])
        ?? [];
}
