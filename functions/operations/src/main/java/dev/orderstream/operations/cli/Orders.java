package dev.orderstream.operations.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program behind {@code ./orders}: what operators do at a command line. */
@Command(
        name = "orders",
        description = {
            "Operates the service: on the tables of the running ./run, or on AWS with --profile.",
            "Exit code 0: done; 1: begun or done, and the outcome is not what one hopes for; 2: asked"
                    + " for wrongly, not there, or not allowed."
        },
        footer = {"", "Completion: source <(./orders generate-completion)"})
public final class Orders {

    private Orders() {}

    /** Takes the commands of {@code ./orders}. */
    public static void main(String[] args) {
        System.exit(commandLine(Screen.ofProcess()).execute(args));
    }

    /** All commands, to be executed by anybody. */
    public static CommandLine commandLine(Screen screen) {
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion.getCommandSpec().usageMessage().hidden(true);
        CommandLine orders =
                new CommandLine(new Orders())
                        .addSubcommand(new ProjectionsCommand(screen))
                        .addSubcommand(new RebuildCommand(screen))
                        .addSubcommand(new VerifyCommand(screen))
                        .addSubcommand(
                                new CommandLine(new ParkedCommand())
                                        .addSubcommand(new ParkedListCommand(screen))
                                        .addSubcommand(new ParkedReplayCommand(screen))
                                        .addSubcommand(new ParkedDiscardCommand(screen)))
                        .addSubcommand(
                                new CommandLine(new StreamCommand())
                                        .addSubcommand(new StreamShowCommand(screen)))
                        .addSubcommand(
                                new CommandLine(new EventsCommand())
                                        .addSubcommand(new EventsTailCommand(screen)))
                        .addSubcommand(new LoadCommand(screen))
                        .addSubcommand(completion);
        helped(orders);
        return orders.setExecutionExceptionHandler(
                        (trouble, command, asked) -> unexpected(trouble, command, screen))
                .setParameterExceptionHandler((refused, asked) -> usage(refused, screen))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(screen.out())
                .setErr(screen.err());
    }

    /** What no command has foreseen: a line, and never what looks like an outcome. */
    private static int unexpected(Exception trouble, CommandLine command, Screen screen) {
        String message = Trouble.unexpected(trouble);
        Object asked = command.getCommand();
        if (asked instanceof OrdersCommand known && trouble instanceof RuntimeException cause) {
            return known.failed(ExitCode.REFUSED, message, cause);
        }
        screen.remark("orders: " + message);
        return ExitCode.REFUSED;
    }

    /**
     * As picocli does it, but for its colours and for what an argument would do to the terminal.
     */
    private static int usage(ParameterException refused, Screen screen) {
        screen.remark(String.valueOf(refused.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(refused, screen.err())) {
            refused.getCommandLine().usage(screen.err());
        }
        screen.err().flush();
        return ExitCode.REFUSED;
    }

    /** Help and no version, for which commits have a use of their own. */
    private static void helped(CommandLine command) {
        command.getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Show this.")
                                .build());
        command.getSubcommands().values().stream()
                .filter(each -> !each.getCommandSpec().mixinStandardHelpOptions())
                .forEach(Orders::helped);
    }
}
