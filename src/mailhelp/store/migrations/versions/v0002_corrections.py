"""What staff decide: their moves, their corrections of what the rules said, and whose word stands."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of moves and corrections; a ticket says what staff settled, a line of history which move."""
    op.create_table('moves',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('ticket_id', ID, nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('door', sa.Text(), nullable=False),
    sa.Column('done_at', sa.BigInteger(), nullable=False),
    sa.Column('commands', sa.Text(), nullable=False),
    sa.Column('changes', sa.Text(), nullable=False),
    sa.Column('undone_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_moves_desk_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_moves_ticket_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moves'))
    )
    op.create_index('ix_moves_ticket', 'moves', ['ticket_id', 'done_at'], unique=False)
    op.create_table('corrections',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('ticket_id', ID, nullable=False),
    sa.Column('move_id', ID, nullable=True),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('before', sa.Text(), nullable=True),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('done_at', sa.BigInteger(), nullable=False),
    sa.Column('rules_id', ID, nullable=False),
    sa.Column('undone_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_corrections_desk_id')),
    sa.ForeignKeyConstraint(['move_id'], ['moves.id'], name=op.f('fk_corrections_move_id')),
    sa.ForeignKeyConstraint(['rules_id'], ['rulesets.id'], name=op.f('fk_corrections_rules_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_corrections_ticket_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_corrections'))
    )
    op.create_index('ix_corrections_done_at', 'corrections', ['desk_id', 'done_at'], unique=False)
    op.create_index('ix_corrections_ticket', 'corrections', ['ticket_id'], unique=False)
    op.add_column('tickets', sa.Column('settled', sa.Text(), nullable=True))
    op.add_column('tickets', sa.Column('promised_by', ID, nullable=True))
    op.add_column('history', sa.Column('move_id', ID, nullable=True))
