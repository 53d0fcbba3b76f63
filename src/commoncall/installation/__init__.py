"""What stands under the program: its settings, its data folder, its database, its processes and its backups.

Nothing here knows Django or any other part of Commoncall, so that each command can prepare the ground
before the rest is imported.
"""
