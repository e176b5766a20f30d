using System.Globalization;
using System.Text;
using Dashboard.Core;
using Dashboard.Texts;
using Dashboard.Web.Features.PersonalData;

namespace Dashboard.Web.Tests.PersonalData;

/// <summary>The document about people's data, as it is written from the register in code.</summary>
internal static class PersonalDataDocument
{
    private static readonly ResourceTexts<PersonalDataTexts> Texts = new(
        CultureInfo.GetCultureInfo("en")
    );

    public static string Write()
    {
        var text = new StringBuilder(
            """
            # People's data

            What this program keeps about people, why, for how long, who sees it, and what `./run people erase` does with it
            ([commands.md](commands.md#people)). Made from the register in `Features/PersonalData/PersonalFields.cs`, as the privacy page of the site is;
            a test fails where a column of the database is not classified there. The basis is the operator's to state, in the setting of each
            heading ([settings.md](settings.md#peoples-data)); the page says so where it is not stated.


            """
        );
        foreach (var purpose in PersonalFields.All.GroupBy(field => field.Purpose))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"""
                ## {Texts[$"purpose.{Slug.Of(purpose.Key)}"].Value}

                Basis: `{PersonalDataOptions.BasisSetting(purpose.Key)}`.

                | data | purpose | kept | by | who sees it | erasure | where |
                |---|---|---|---|---|---|---|

                """
            );
            foreach (var field in purpose)
            {
                text.AppendLine(Row(field));
            }
            text.AppendLine();
        }
        text.Append(
            """
            ## What is not there

            The queue (Hangfire) holds numbers of tests and rounds and the names of worker machines. Data Protection keeps keys, which are nobody's. Cookies: the
            session of an account, language, light or dark, and the protection of forms. RIO's contact fields are skipped unread. Of a message to a sending
            test no text, subject, other recipient or author is kept; of its header what the table says. A reverse proxy, a mail relay and backups have their own logs and copies, which the operator answers for.

            ## Texts, and what a command cannot know

            An e-mail address in a comment, an explanation or any other text is found and cut out. The name of an account is not looked for in texts, as it may be a
            common word; the command says so. Files of published rounds that the site keeps in its temporary directory (`Exports:KeepMegabytes`) and that had such a text are made anew after
            a restart.

            ## Erasure and backups

            Each erasure is remembered by the SHA-256 of the address or name in lower case. A digest names nobody, but who knows a name can test whether it
            is meant; so the list is readable by the operator alone, and is forgotten after `PersonalData:KeepErasuresFor`. `./run restore` erases again whom the
            backup brings back ([operating.md](operating.md#backup)).

            """
        );
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Row(PersonalField field) =>
        string.Join(
            " | ",
            "| " + Texts[$"field.{field.Key}"].Value,
            Texts[$"field.{field.Key}.why"].Value,
            Kept(field),
            field.Job is { } job ? $"job `{job}`" : "",
            Texts[$"seen.{Slug.Of(field.Seen)}"].Value,
            Texts[$"erasure.{Slug.Of(field.Erasure)}"].Value,
            Columns(field) + " |"
        );

    /// <summary>The setting in the place of a number of days.</summary>
    private static string Kept(PersonalField field) =>
        Texts[$"field.{field.Key}.kept"]
            .Value.Replace("{0} {0:day|days}", $"`{field.Setting}`", StringComparison.Ordinal);

    private static string Columns(PersonalField field) =>
        field.Columns.Count == 0
            ? "not in the database"
            : string.Join(
                "; ",
                field
                    .Columns.GroupBy(column => column.Split('.')[0])
                    .Select(table =>
                        $"`{table.Key}`: {string.Join(", ", table.Select(column => column.Split('.')[1]))}"
                    )
            );
}
